using Notify.Domain.Campaigns;
using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly TimeOnly Noon = new(12, 0);

    public static TheoryData<string, Func<PlanRequest>> Rejections => new()
    {
        { LedgerOutcome.OptedOut, () => With(preferences => preferences with { OptedOutAt = Plans.Midnight }) },
        { LedgerOutcome.ChannelRefused, () => With(preferences => preferences with { Channels = ["email"] }) },
        { LedgerOutcome.MutedType, () => With(preferences => preferences with { MutedTypes = ["promotional"] }) },
        { LedgerOutcome.BlackoutDate, () => With(preferences => preferences with { BlackoutDates = [new(2026, 6, 17), new(2026, 6, 18)] }) },
        { LedgerOutcome.DailyCap, () => With(preferences => preferences with { MaxPerDay = 0 }) },
        { LedgerOutcome.TimeZoneUnknown, () => Plans.Request(Plans.Candidate()) with { TimeZone = "Mars/Olympus" } },
        { LedgerOutcome.TimeZoneUnknown, () => Plans.Request(Plans.Candidate()) with { TimeZone = null } },
        { LedgerOutcome.NotActive, () => Plans.Request(campaign => campaign with { Status = CampaignStatus.Paused }) },
        { LedgerOutcome.OutsideDates, () => Plans.Request(campaign => campaign with { EndDate = new DateOnly(2026, 6, 16) }) },
        { LedgerOutcome.FrequencyCap, () => Plans.Request(Plans.Candidate()) with { CampaignSends = new Dictionary<string, int> { ["c1"] = 1 } } },
        { LedgerOutcome.Budget, () => Plans.Request(Plans.Candidate()) with { RemainingBudgets = new Dictionary<string, int> { ["c1"] = 0 } } },
        { LedgerOutcome.QuietHours, () => Plans.Request(campaign => campaign with { WindowStart = new TimeOnly(22, 0), WindowEnd = new TimeOnly(7, 0) }) },
        { LedgerOutcome.OutsideWindow, () => Plans.Request(campaign => campaign with { WindowStart = new TimeOnly(12, 1), WindowEnd = new TimeOnly(12, 14) }) },
        { LedgerOutcome.NotWorthIt, () => Plans.Request(Plans.Candidate(clickValue: 0)) },
    };

    [Theory]
    [MemberData(nameof(Rejections), DisableDiscoveryEnumeration = true)]
    public void Plan_CandidateThatCannotBeSent_EntryNamesTheReason(string outcome, Func<PlanRequest> request)
    {
        var schedule = Planner.Plan(request(), Plans.Policy);

        Assert.Empty(schedule.Slots);
        var entry = Assert.Single(schedule.Ledger);
        Assert.Equal((outcome, "c1"), (entry.Outcome, entry.CampaignId));
        Assert.NotEmpty(entry.Detail);
    }

    [Fact]
    public void Plan_SendJustBeforeAShortWindow_EntryNamesTheSpacing()
    {
        var request = Plans.Request(campaign => campaign with { WindowStart = Noon, WindowEnd = Noon.AddMinutes(30) }) with
        {
            PlannedFrom = Plans.Midnight.AddHours(10),
            RecentSends = [new RecentSend("other", Plans.Midnight.AddHours(9.75))],
            PlannedUntil = Plans.Midnight.AddHours(11),
        };

        var entry = Assert.Single(Planner.Plan(request, Plans.Policy).Ledger);

        Assert.Equal(LedgerOutcome.Spacing, entry.Outcome);
    }

    [Fact]
    public void Plan_MissingZone_TakesTheShopsDefaultAndSaysSo()
    {
        var request = Plans.Request(Plans.Candidate()) with { TimeZone = null };

        var schedule = Planner.Plan(request, Plans.Policy with { DefaultTimeZone = "Asia/Kolkata" });

        Assert.Equal(("Asia/Kolkata", "shop_default"), (schedule.TimeZone, schedule.TimeZoneSource));
        Assert.Single(schedule.Slots);
    }

    [Fact]
    public void Plan_ManyGoodCandidates_FiveOfThemAtLeastAnHourApart()
    {
        var request = Plans.Request([.. Enumerable.Range(0, 12).Select(index => Plans.Candidate($"c{index}", 0.10 + (0.01 * index)))]);

        var schedule = Planner.Plan(request, Plans.Policy);

        Assert.Equal(5, schedule.Slots.Count);
        Assert.Equal(["c10", "c11", "c7", "c8", "c9"], schedule.Slots.Select(slot => slot.CampaignId).Order());
        Assert.All(schedule.Slots.Zip(schedule.Slots.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromHours(1)));
        Assert.Equal(7, schedule.Ledger.Count(entry => entry.Outcome == LedgerOutcome.Displaced));
    }

    [Fact]
    public void Plan_TwoCandidatesForOneShortWindow_LesserIsDisplacedByNameOfItsRival()
    {
        PlanCandidate AtNoon(string id, double rate) => new(Plans.Campaign(id) with { WindowStart = Noon, WindowEnd = Noon.AddMinutes(30) }, rate, 2);

        var schedule = Planner.Plan(Plans.Request(AtNoon("lesser", 0.1), AtNoon("better", 0.2)), Plans.Policy);

        Assert.Equal("better", Assert.Single(schedule.Slots).CampaignId);
        Assert.Equal(["lesser", "better"], schedule.Ledger.Select(entry => entry.CampaignId));
        Assert.Equal(LedgerOutcome.Displaced, schedule.Ledger[0].Outcome);
        Assert.Contains("better", schedule.Ledger[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_FiveSentYesterdayEvening_NothingBeforeTheyAreADayOld()
    {
        var lastEvening = Plans.Midnight.AddHours(-8);
        var request = Plans.Request(Plans.Candidate()) with
        {
            RecentSends = [.. Enumerable.Range(0, 5).Select(index => new RecentSend($"old{index}", lastEvening.AddMinutes(index)))],
        };

        var slot = Assert.Single(Planner.Plan(request, Plans.Policy with { QuietStart = default, QuietEnd = default }).Slots);

        Assert.True(slot.At >= lastEvening.AddDays(1));
    }

    [Fact]
    public void Plan_FatigueAboveEveryFurtherValue_OneSendOnly()
    {
        var request = Plans.Request(Plans.Candidate("c1"), Plans.Candidate("c2"), Plans.Candidate("c3"));

        var schedule = Planner.Plan(request, Plans.Policy with { FatigueCost = 10 });

        Assert.Single(schedule.Slots);
        Assert.Equal(2, schedule.Ledger.Count(entry => entry.Outcome == LedgerOutcome.NotWorthIt));
    }

    [Fact]
    public void Plan_ActiveInTheMorning_SendsInTheMorning()
    {
        var request = Plans.Request(Plans.Candidate()) with { HourlyActivity = [.. Enumerable.Range(0, 24).Select(hour => hour == 9 ? 1.0 : 0)] };

        var slot = Assert.Single(Planner.Plan(request, Plans.Policy).Slots);

        Assert.Equal(7, slot.At.Hour);
    }

    [Fact]
    public void Plan_PreferredTime_SendsNearIt()
    {
        var request = Plans.Request(Plans.Candidate()) with
        {
            Preferences = Plans.Preferences with { PreferredTimes = [new TimeOnly(16, 0)] },
        };

        var slot = Assert.Single(Planner.Plan(request, Plans.Policy with { PreferredTimeBoost = 2 }).Slots);

        Assert.InRange(slot.At, Plans.Midnight.AddHours(13.5), Plans.Midnight.AddHours(14.5));
    }

    [Fact]
    public void Plan_MoreThanADay_IsRefused()
    {
        var request = Plans.Request(Plans.Candidate()) with { PlannedUntil = Plans.Midnight.AddHours(25) };

        var refusal = Assert.Throws<ArgumentException>(() => Planner.Plan(request, Plans.Policy));

        Assert.Contains("at most 24 hours", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, PlanRequest> BadRequests => new()
    {
        { "twice", Plans.Request(Plans.Candidate(), Plans.Candidate()) },
        { "click rate", Plans.Request(Plans.Candidate(clickRate: 1.1)) },
        { "click rate", Plans.Request(Plans.Candidate(clickRate: double.NaN)) },
        { "click value", Plans.Request(Plans.Candidate(clickValue: -1)) },
        { "after the plan begins", Plans.Request(Plans.Candidate()) with { RecentSends = [new RecentSend("x", Plans.Midnight.AddMinutes(1))] } },
        { "23 numbers", Plans.Request(Plans.Candidate()) with { HourlyActivity = new double[23] } },
        { "user id", Plans.Request(Plans.Candidate()) with { UserId = "" } },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public void Plan_BadRequest_IsRefusedWithTheFault(string fault, PlanRequest request)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Planner.Plan(request, Plans.Policy));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, PlanningPolicy> BadPolicies => new()
    {
        { "MaxPerRollingDay", new PlanningPolicy { MaxPerRollingDay = 6 } },
        { "MinimumSpacing", new PlanningPolicy { MinimumSpacing = TimeSpan.FromHours(-1) } },
        { "SlotMinutes", new PlanningPolicy { SlotMinutes = 7 } },
        { "FatigueCost", new PlanningPolicy { FatigueCost = double.NaN } },
        { "ActivityTrust", new PlanningPolicy { ActivityTrust = 1.5 } },
        { "PreferredTimeBoost", new PlanningPolicy { PreferredTimeBoost = 0.5 } },
        { "PreferredTimeReachMinutes", new PlanningPolicy { PreferredTimeReachMinutes = -1 } },
        { "Channel", new PlanningPolicy { Channel = " " } },
    };

    [Theory]
    [MemberData(nameof(BadPolicies), DisableDiscoveryEnumeration = true)]
    public void Plan_BadPolicy_IsRefusedByName(string name, PlanningPolicy policy)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Planner.Plan(Plans.Request(Plans.Candidate()), policy));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    private static PlanRequest With(Func<Domain.Customers.UserPreferences, Domain.Customers.UserPreferences> change) =>
        Plans.Request(Plans.Candidate()) with { Preferences = change(Plans.Preferences) };
}
