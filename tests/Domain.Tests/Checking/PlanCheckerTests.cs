using Notify.Domain.Campaigns;
using Notify.Domain.Checking;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Domain.Tests.Planning;

namespace Notify.Domain.Tests.Checking;

/// <summary>Each test takes a valid plan, breaks one rule on purpose, and expects that very rule to be named, and no other.</summary>
public sealed class PlanCheckerTests
{
    private static readonly PlanningPolicy Policy = Plans.Policy;

    // Berlin is two hours ahead of UTC: the slots are at 10:00 and 14:00 local time.
    private static readonly DateTimeOffset Ten = Plans.Midnight.AddHours(8);
    private static readonly DateTimeOffset Fourteen = Plans.Midnight.AddHours(12);
    private static readonly PlanRequest Request = Plans.Request(Plans.Candidate("c1"), Plans.Candidate("c2"), Plans.Candidate("c3"));
    private static readonly UserSchedule Schedule = Of(Slot("c1", Ten), Slot("c2", Fourteen));

    public static TheoryData<string, Func<(PlanRequest Request, UserSchedule Schedule)>> BrokenByTheRequest => new()
    {
        { PlanRule.OptedOut, () => Preferring(preferences => preferences with { OptedOutAt = Ten }) },
        { PlanRule.Channel, () => Preferring(preferences => preferences with { Channels = ["email"] }) },
        { PlanRule.MutedType, () => (Changing("c2", campaign => campaign with { NotificationType = "clickbait" }) with { Preferences = Plans.Preferences with { MutedTypes = ["clickbait"] } }, Schedule) },
        { PlanRule.QuietHours, () => Preferring(preferences => preferences with { QuietStart = new(13, 0), QuietEnd = new(14, 1) }) },
        { PlanRule.BlackoutDate, () => Preferring(preferences => preferences with { BlackoutDates = [new(2026, 6, 17)] }) },
        { PlanRule.DailyCap, () => Preferring(preferences => preferences with { MaxPerDay = 1 }) },
        { PlanRule.DailyCap, () => (Request with { RecentSends = [.. Enumerable.Range(1, 4).Select(index => new RecentSend("x", Plans.Midnight.AddHours(-index)))] }, Schedule) },
        { PlanRule.Spacing, () => (Request with { RecentSends = [new RecentSend("x", Ten.AddMinutes(-59))] }, Schedule) },
        { PlanRule.Status, () => (Changing("c1", campaign => campaign with { Status = CampaignStatus.Paused }), Schedule) },
        { PlanRule.FrequencyCap, () => (Request with { CampaignSends = new Dictionary<string, int> { ["c1"] = 1 } }, Schedule) },
        { PlanRule.FrequencyCap, () => (Request with { RecentSends = [new RecentSend("c2", Plans.Midnight.AddHours(-9))] }, Schedule) },
        { PlanRule.Budget, () => (Request with { RemainingBudgets = new Dictionary<string, int> { ["c1"] = 0 } }, Schedule) },
        { PlanRule.Budget, () => (Changing("c1", campaign => campaign with { Budget = 0 }), Schedule) },
        { PlanRule.Dates, () => (Changing("c1", campaign => campaign with { StartDate = new(2026, 6, 18) }), Schedule) },
        { PlanRule.Dates, () => (Changing("c1", campaign => campaign with { EndDate = new(2026, 6, 16) }), Schedule) },
        { PlanRule.DailyWindow, () => (Changing("c1", campaign => campaign with { WindowStart = new(10, 1) }), Schedule) },
        { PlanRule.DailyWindow, () => (Changing("c2", campaign => campaign with { WindowStart = new(20, 0), WindowEnd = new(14, 0) }), Schedule) },
    };

    public static TheoryData<string, UserSchedule> BrokenByThePlan => new()
    {
        { PlanRule.Identity, Schedule with { UserId = "u2" } },
        { PlanRule.Identity, Schedule with { PlannedFrom = Ten } },
        { PlanRule.Identity, Schedule with { PlannedUntil = Ten.AddDays(1) } },
        { PlanRule.Identity, Schedule with { Date = new DateOnly(2026, 6, 18) } },
        { PlanRule.TimeZone, Schedule with { TimeZone = "Europe/Paris" } },
        { PlanRule.TimeZone, Schedule with { TimeZoneSource = "shop_default" } },
        { PlanRule.Bounds, Of(Slot("c1", Ten.AddSeconds(30)), Slot("c2", Fourteen)) },
        { PlanRule.Bounds, Of(Slot("c1", Ten), Slot("c2", Fourteen.AddDays(1))) },
        { PlanRule.Order, Schedule with { Slots = [.. Schedule.Slots.Reverse()] } },
        { PlanRule.NotificationId, Of(Slot("c1", Ten) with { NotificationId = NotificationId.Of("u1", "c1", Fourteen) }, Slot("c2", Fourteen)) },
        { PlanRule.ExpectedValue, Of(Slot("c1", Ten) with { ExpectedValue = double.NaN }, Slot("c2", Fourteen)) },
        { PlanRule.ExpectedValue, Of(Slot("c1", Ten) with { ExpectedValue = -0.1 }, Slot("c2", Fourteen)) },
        { PlanRule.CampaignOnce, Of(Slot("c1", Ten), Slot("c1", Fourteen)) },
        { PlanRule.QuietHours, Of(Slot("c1", Plans.Midnight.AddHours(5.75)), Slot("c2", Fourteen)) },
        { PlanRule.Spacing, Of(Slot("c1", Ten), Slot("c2", Ten.AddMinutes(45))) },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger.Skip(1)] } },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger, Schedule.Ledger[0]] } },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger, new LedgerEntry("c9", LedgerOutcome.Displaced, "no candidate")] } },
        { PlanRule.Ledger, Schedule with { Ledger = [Schedule.Ledger[0] with { Outcome = LedgerOutcome.Spacing }, .. Schedule.Ledger.Skip(1)] } },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger.Take(2), Schedule.Ledger[2] with { Outcome = LedgerOutcome.Chosen }] } },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger.Take(2), Schedule.Ledger[2] with { Outcome = "because" }] } },
        { PlanRule.Ledger, Schedule with { Ledger = [.. Schedule.Ledger.Take(2), Schedule.Ledger[2] with { Detail = " " }] } },
    };

    [Fact]
    public void Check_ValidPlan_NoViolation() => Assert.Empty(PlanChecker.Check(Request, Schedule, Policy));

    [Theory]
    [MemberData(nameof(BrokenByTheRequest), DisableDiscoveryEnumeration = true)]
    public void Check_CircumstancesThatForbidThePlan_NamesThatRuleAlone(string rule, Func<(PlanRequest Request, UserSchedule Schedule)> broken)
    {
        var (request, schedule) = broken();

        Assert.Equal([rule], Rules(request, schedule));
    }

    [Theory]
    [MemberData(nameof(BrokenByThePlan), DisableDiscoveryEnumeration = true)]
    public void Check_PlanThatBreaksARule_NamesThatRuleAlone(string rule, UserSchedule broken) =>
        Assert.Equal([rule], Rules(Request, broken));

    [Fact]
    public void Check_SlotOfNoCandidate_NamesThatRule()
    {
        var schedule = Of(Slot("c1", Ten), Slot("c9", Fourteen));

        Assert.Equal([PlanRule.Candidate], Rules(Request, schedule));
    }

    [Fact]
    public void Check_SlotsWithoutAZone_NamesTheZone()
    {
        var schedule = Schedule with { TimeZone = "", TimeZoneSource = "unknown" };

        Assert.Equal([PlanRule.TimeZone], Rules(Request with { TimeZone = "Mars/Olympus" }, schedule));
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:30:00Z")]
    public void Check_QuietTimeThatHappensTwice_IsQuietBothTimes(string at)
    {
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var request = Request with
        {
            PlannedFrom = moment.AddMinutes(-30),
            PlannedUntil = moment.AddHours(10),
            Preferences = Plans.Preferences with { QuietStart = new(2, 15), QuietEnd = new(2, 45) },
        };
        var schedule = Of(Slot("c1", moment)) with { PlannedFrom = request.PlannedFrom, PlannedUntil = request.PlannedUntil, Date = DateOnly.FromDateTime(request.PlannedFrom.UtcDateTime) };

        Assert.Equal([PlanRule.QuietHours], Rules(request, schedule));
    }

    [Fact]
    public void CheckBudgets_OneSendTooMany_NamesTheCampaign()
    {
        UserSchedule[] schedules = [Schedule, Schedule with { UserId = "u2" }];

        var violation = Assert.Single(BudgetChecker.Check(schedules, new Dictionary<string, int> { ["c1"] = 1, ["c2"] = 2 }));

        Assert.Equal((PlanRule.Budget, "c1"), (violation.Rule, violation.CampaignId));
    }

    private static List<string> Rules(PlanRequest request, UserSchedule schedule) =>
        [.. PlanChecker.Check(request, schedule, Policy).Select(violation => violation.Rule).Distinct()];

    private static (PlanRequest, UserSchedule) Preferring(Func<UserPreferences, UserPreferences> change) =>
        (Request with { Preferences = change(Plans.Preferences) }, Schedule);

    private static PlanRequest Changing(string campaignId, Func<Campaign, Campaign> change) => Request with
    {
        Candidates = [.. Request.Candidates.Select(candidate => candidate.Campaign.CampaignId == campaignId ? candidate with { Campaign = change(candidate.Campaign) } : candidate)],
    };

    private static PlannedSlot Slot(string campaignId, DateTimeOffset at) => new()
    {
        CampaignId = campaignId,
        At = at,
        ExpectedValue = 0.2,
        NotificationId = NotificationId.Of("u1", campaignId, at),
    };

    private static UserSchedule Of(params PlannedSlot[] slots) => new()
    {
        UserId = "u1",
        Date = new DateOnly(2026, 6, 17),
        PlannedFrom = Plans.Midnight,
        PlannedUntil = Plans.Midnight.AddDays(1),
        TimeZone = "Europe/Berlin",
        TimeZoneSource = "user",
        Slots = slots,
        Ledger = [.. Request.Candidates.Select(candidate => candidate.Campaign.CampaignId).Select(id => slots.Any(slot => slot.CampaignId == id)
            ? new LedgerEntry(id, LedgerOutcome.Chosen, "expected value 0.2")
            : new LedgerEntry(id, LedgerOutcome.Displaced, "others were preferred"))],
    };
}
