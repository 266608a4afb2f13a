using Notify.Activities.Delivering;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Delivering;

/// <summary>A slot is sent once, and only if it may still be sent.</summary>
public sealed class DeliverTests : IAsyncLifetime
{
    private static readonly PlannedSlot Ten = Slot("U1", "C1", Midnight.AddHours(10));
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync("U1");
        await shop.AddCampaignsAsync(Campaign("C1"), Campaign("C2"));
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Deliver_AtItsSlot_IsInTheInboxAndRecordedWithTheSameMoment()
    {
        var outcome = await shop.DeliverAsync("U1", Ten);

        var message = Assert.Single(await shop.InboxAsync("U1"));
        var record = await shop.DeliveryAsync("U1", Ten);
        Assert.Equal((DeliveryStatus.Sent, "", 1), (record!.Status, record.Reason, record.Attempts));
        Assert.Equal(Ten.At, record.SentAt);
        Assert.Equal(Ten.At, message.SentUtc);
        Assert.Equal(new DeliverOutcome(DeliveryStatus.Sent, At: Ten.At), outcome);
    }

    [Fact]
    public async Task Deliver_Repeated_NeitherDoublesNorMovesTheMoment()
    {
        await shop.DeliverAsync("U1", Ten);
        var first = await shop.DeliveryAsync("U1", Ten);
        shop.Clock.Now += TimeSpan.FromSeconds(31.5);

        await shop.DeliverNowAsync("U1", Ten);

        Assert.Single(await shop.InboxAsync("U1"));
        Assert.Equal(first, await shop.DeliveryAsync("U1", Ten));
    }

    [Fact]
    public async Task Deliver_AfterACrashBetweenInboxAndRecord_RecordsWhatWasSent()
    {
        await shop.DeliverAsync("U1", Ten);
        await shop.Tables.DeleteAsync(NotifyTables.Deliveries, "U1", Ten.NotificationId);
        shop.Clock.Now += TimeSpan.FromMinutes(5);

        await shop.DeliverNowAsync("U1", Ten, attempt: 2);

        Assert.Single(await shop.InboxAsync("U1"));
        var record = await shop.DeliveryAsync("U1", Ten);
        Assert.Equal((DeliveryStatus.Sent, 2, Ten.At), (record!.Status, record.Attempts, record.SentAt!.Value));
    }

    [Fact]
    public async Task Deliver_ByManyAttemptsAtOnce_SendsOnce()
    {
        shop.Clock.Now = Ten.At;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(attempt => Task.Run(() => shop.DeliverNowAsync("U1", Ten, attempt))));

        Assert.Single(await shop.InboxAsync("U1"));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryStatus.Sent, outcome.Status));
    }

    [Fact]
    public async Task GiveUp_OfASlotThatWasSentAfterAll_RecordsItAsSent()
    {
        await shop.DeliverAsync("U1", Ten);
        await shop.Tables.DeleteAsync(NotifyTables.Deliveries, "U1", Ten.NotificationId);

        await RunAsync(() => shop.Get<DeliveryActivities>().GiveUpAsync(new GiveUpRequest("U1", [Ten], DeliveryStatus.Failed, "send_failed", 4)));

        Assert.Equal(DeliveryStatus.Sent, (await shop.DeliveryAsync("U1", Ten))!.Status);
    }

    [Fact]
    public async Task GiveUp_OfASlotThatWasNotSent_RecordsWhy()
    {
        await RunAsync(() => shop.Get<DeliveryActivities>().GiveUpAsync(new GiveUpRequest("U1", [Ten], DeliveryStatus.Failed, "send_failed", 4)));

        var record = await shop.DeliveryAsync("U1", Ten);
        Assert.Equal((DeliveryStatus.Failed, "send_failed", 4), (record!.Status, record.Reason, record.Attempts));
        Assert.Null(record.SentAt);
    }

    [Theory]
    [InlineData("paused", LedgerOutcome.NotActive)]
    [InlineData("redated", LedgerOutcome.OutsideDates)]
    [InlineData("deleted", LedgerOutcome.NotActive)]
    [InlineData("opted out", LedgerOutcome.OptedOut)]
    [InlineData("muted", LedgerOutcome.MutedType)]
    [InlineData("user gone", EligibilityReader.UserGone)]
    public async Task Deliver_WhenThingsChangedSinceThePlan_IsSkippedWithTheReason(string change, string reason)
    {
        await ChangeAsync(change);

        var outcome = await shop.DeliverAsync("U1", Ten);

        Assert.Equal(new DeliverOutcome(DeliveryStatus.Skipped, reason), outcome);
        Assert.Empty(await shop.InboxAsync("U1"));
        var record = await shop.DeliveryAsync("U1", Ten);
        Assert.Equal((DeliveryStatus.Skipped, reason), (record!.Status, record.Reason));
    }

    [Fact]
    public async Task Deliver_InQuietHoursThatBeganSincePlanning_IsPutOffAndNotRecorded()
    {
        await shop.Tables.PutAsync(
            NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", QuietStart = new TimeOnly(9, 0), QuietEnd = new TimeOnly(12, 0) }]);

        var outcome = await shop.DeliverAsync("U1", Ten);

        Assert.Equal(new DeliverOutcome(DeliverOutcome.PutOff, LedgerOutcome.QuietHours, Midnight.AddHours(12)), outcome);
        Assert.Null(await shop.DeliveryAsync("U1", Ten));
    }

    [Fact]
    public async Task Deliver_AfterItsPlanHasEnded_IsSkipped()
    {
        shop.Clock.Now = Midnight.AddHours(34);

        var outcome = await shop.DeliverNowAsync("U1", Ten);

        Assert.Equal(new DeliverOutcome(DeliveryStatus.Skipped, EligibilityReader.PlanEnded), outcome);
    }

    [Fact]
    public async Task Deliver_OfACampaignAtItsCapOnALaterDay_IsSkipped()
    {
        await shop.DeliverAsync("U1", Ten);

        var outcome = await shop.DeliverAsync("U1", Slot("U1", "C1", Ten.At.AddDays(3)));

        Assert.Equal((DeliveryStatus.Skipped, LedgerOutcome.FrequencyCap), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task Deliver_OfACampaignWhoseSendWasNeverRecorded_StillCountsIt()
    {
        await shop.DeliverAsync("U1", Ten);
        await shop.Tables.DeleteAsync(NotifyTables.Deliveries, "U1", Ten.NotificationId);

        var outcome = await shop.DeliverAsync("U1", Slot("U1", "C1", Ten.At.AddDays(3)));

        Assert.Equal((DeliveryStatus.Skipped, LedgerOutcome.FrequencyCap), (outcome.Status, outcome.Reason));
    }

    [Fact]
    public async Task Deliver_OfASixthWithinTwentyFourHours_IsNotSent()
    {
        string[] campaigns = ["A", "B", "C", "D", "E", "F"];
        await shop.AddCampaignsAsync([.. campaigns.Select(Campaign)]);
        foreach (var (campaign, hour) in campaigns.Take(5).Zip([16, 17, 18, 19, 20]))
        {
            Assert.Equal(DeliveryStatus.Sent, (await shop.DeliverAsync("U1", Slot("U1", campaign, Midnight.AddHours(hour)))).Status);
        }

        var sixth = await shop.DeliverAsync("U1", Slot("U1", "F", Midnight.AddHours(24 + 10)));

        Assert.Equal(new DeliverOutcome(DeliverOutcome.PutOff, LedgerOutcome.DailyCap, Midnight.AddHours(24 + 16)), sixth);
    }

    [Fact]
    public async Task RecordOptOut_Twice_KeepsTheFirstMoment()
    {
        await RunAsync(() => shop.Get<DeliveryActivities>().RecordOptOutAsync("U1"));
        shop.Clock.Now += TimeSpan.FromHours(1);

        await RunAsync(() => shop.Get<DeliveryActivities>().RecordOptOutAsync("U1"));

        Assert.Equal(Midnight, (await shop.Tables.GetAsync(NotifyTables.UserPreferences, "U1"))!.OptedOutAt);
    }

    [Fact]
    public async Task LoadPlan_WithSlotsThatHaveEnded_LeavesThemOut()
    {
        var eleven = Slot("U1", "C2", Midnight.AddHours(11));
        await shop.PublishAsync("U1", Midnight.AddDays(1), Ten, eleven);
        await RunAsync(() => shop.Get<DeliveryActivities>().GiveUpAsync(new GiveUpRequest("U1", [Ten], DeliveryStatus.Skipped, LedgerOutcome.NotActive, 0)));

        var plan = await RunAsync(() => shop.Get<DeliveryActivities>().LoadPlanAsync(new PlanReference("U1", new DateOnly(2026, 11, 20))));

        Assert.Equal([eleven], plan.Slots);
    }

    private Task ChangeAsync(string change) => change switch
    {
        "paused" => shop.AddCampaignsAsync(Campaign("C1") with { Status = CampaignStatus.Paused }),
        "redated" => shop.AddCampaignsAsync(Campaign("C1") with { StartDate = new DateOnly(2026, 12, 1) }),
        "deleted" => shop.Tables.DeleteAsync(NotifyTables.Campaigns, "C1"),
        "opted out" => shop.Tables.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", OptedOutAt = Midnight }]),
        "muted" => shop.Tables.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", MutedTypes = ["promotional"] }]),
        _ => shop.Tables.DeleteAsync(NotifyTables.Users, "U1"),
    };
}
