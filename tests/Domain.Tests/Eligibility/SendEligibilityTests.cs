using Notify.Domain.Campaigns;
using Notify.Domain.Eligibility;
using Notify.Domain.Planning;
using Notify.Domain.Tests.Planning;

namespace Notify.Domain.Tests.Eligibility;

public sealed class SendEligibilityTests
{
    // 12:00 in Berlin.
    private static readonly DateTimeOffset Now = Plans.Midnight.AddHours(10);

    private static EligibilityRequest Request => new()
    {
        Preferences = Plans.Preferences,
        TimeZone = "Europe/Berlin",
        Campaign = Plans.Campaign(),
        Now = Now,
        Until = Plans.Midnight.AddDays(1),
    };

    public static TheoryData<string, EligibilityRequest> ForGood => new()
    {
        { LedgerOutcome.OptedOut, Request with { Preferences = Plans.Preferences with { OptedOutAt = Now } } },
        { LedgerOutcome.ChannelRefused, Request with { Preferences = Plans.Preferences with { Channels = ["email"] } } },
        { LedgerOutcome.NotActive, Request with { Campaign = Plans.Campaign() with { Status = CampaignStatus.Paused } } },
        { LedgerOutcome.MutedType, Request with { Preferences = Plans.Preferences with { MutedTypes = ["promotional"] } } },
        { LedgerOutcome.FrequencyCap, Request with { CampaignSends = 1 } },
        { LedgerOutcome.FrequencyCap, Request with { RecentSends = [new RecentSend("c1", Now.AddHours(-3))] } },
        { LedgerOutcome.TimeZoneUnknown, Request with { TimeZone = "Mars/Olympus" } },
        { LedgerOutcome.TimeZoneUnknown, Request with { TimeZone = null } },
        { LedgerOutcome.OutsideDates, Request with { Campaign = Plans.Campaign() with { EndDate = new DateOnly(2026, 6, 16) } } },
        { LedgerOutcome.DailyCap, Request with { Preferences = Plans.Preferences with { MaxPerDay = 0 } } },
    };

    public static TheoryData<string, EligibilityRequest, double> ForNow => new()
    {
        { LedgerOutcome.QuietHours, Request with { Preferences = Plans.Preferences with { QuietStart = new(11, 0), QuietEnd = new(13, 0) } }, 1 },
        { LedgerOutcome.OutsideWindow, Request with { Campaign = Plans.Campaign() with { WindowStart = new(15, 0) } }, 3 },
        { LedgerOutcome.BlackoutDate, Request with { Preferences = Plans.Preferences with { BlackoutDates = [new(2026, 6, 17)], QuietStart = new(1, 0), QuietEnd = new(1, 0) } }, 12 },
        { LedgerOutcome.Spacing, Request with { RecentSends = [new RecentSend("x", Now.AddMinutes(-29))] }, 0.5 },
        { LedgerOutcome.Spacing, Request with { PlannedLater = [Now.AddMinutes(30)] }, 0.5 + (59 / 60.0) },
        { LedgerOutcome.DailyCap, Request with { RecentSends = [.. Enumerable.Range(0, 5).Select(index => new RecentSend("x", Now.AddHours(-20 - (0.5 * index))))] }, 2 },
    };

    [Fact]
    public void Check_NothingInTheWay_Eligible()
    {
        var verdict = SendEligibility.Check(Request, Plans.Policy);

        Assert.True(verdict.IsEligible);
        Assert.Null(verdict.NextEligibleAt);
    }

    [Theory]
    [MemberData(nameof(ForGood), DisableDiscoveryEnumeration = true)]
    public void Check_ReasonThatLastsTheDay_NoLaterMoment(string reason, EligibilityRequest request)
    {
        var verdict = SendEligibility.Check(request, Plans.Policy);

        Assert.Equal((reason, null), (verdict.Reason, verdict.NextEligibleAt));
        Assert.NotEmpty(verdict.Detail);
    }

    [Theory]
    [MemberData(nameof(ForNow), DisableDiscoveryEnumeration = true)]
    public void Check_ReasonThatPasses_FirstMomentAfterIt(string reason, EligibilityRequest request, double hoursLater)
    {
        var verdict = SendEligibility.Check(request, Plans.Policy);

        Assert.Equal(reason, verdict.Reason);
        Assert.Equal(Now.AddHours(hoursLater), verdict.NextEligibleAt);
    }

    [Fact]
    public void Check_ReasonThatPassesTooLate_NoLaterMoment()
    {
        var request = Request with { Campaign = Plans.Campaign() with { WindowStart = new(15, 0) }, Until = Now.AddHours(3) };

        Assert.Null(SendEligibility.Check(request, Plans.Policy).NextEligibleAt);
    }

    [Fact]
    public void Check_LastSendWentOutSecondsAfterItsSlot_StillEligibleAnHourAfterTheSlot()
    {
        var request = Request with { RecentSends = [new RecentSend("x", Now.AddHours(-1).AddSeconds(20))] };

        Assert.True(SendEligibility.Check(request, Plans.Policy).IsEligible);
    }

    [Fact]
    public void Check_EverySlotOfRandomPlansAtItsTime_IsEligible()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var policy = RandomPlans.Policy(random);
            var plan = RandomPlans.Request(random, 12);
            var sent = plan.RecentSends.ToList();
            foreach (var slot in Planner.Plan(plan, policy).Slots)
            {
                var verdict = SendEligibility.Check(
                    new EligibilityRequest
                    {
                        Preferences = plan.Preferences,
                        TimeZone = plan.TimeZone,
                        Campaign = plan.Candidates.Single(candidate => candidate.Campaign.CampaignId == slot.CampaignId).Campaign,
                        CampaignSends = plan.CampaignSends.GetValueOrDefault(slot.CampaignId),
                        RecentSends = [.. sent],
                        Now = slot.At,
                        Until = plan.PlannedUntil,
                    },
                    policy);

                Assert.True(verdict.IsEligible, $"seed {seed}: {verdict}");
                sent.Add(new RecentSend(slot.CampaignId, slot.At));
            }
        }
    }
}
