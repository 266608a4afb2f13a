using Notify.Activities.Planning;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Planning;

/// <summary>Plans by share: their rules over days, budgets over customers, and what repeating them does.</summary>
public sealed class PlanPartitionTests : IAsyncLifetime
{
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Plan_Repeated_WritesTheSamePlansUnderTheSameBudgets()
    {
        await StockAsync(["U1", "U2", "U3"], Campaign("C1") with { Budget = 2 }, Campaign("C2"));
        var first = await shop.PlanAsync();
        var plans = await AllSlotsAsync();

        var second = await RunAsync(() => AnotherProcess().PlanPartitionAsync(new PlanPartitionRequest(Midnight, 0, 1)));

        Assert.Equal(first, second);
        Assert.Equal(plans, await AllSlotsAsync());
        Assert.Equal(2, plans.Count(slot => slot.CampaignId == "C1"));
    }

    [Fact]
    public async Task Plan_OfSharedBudgets_NeverExceedsThemOverAllShares()
    {
        await StockAsync([.. Enumerable.Range(1, 60).Select(user => $"U{user}")], Campaign("C1") with { Budget = 7 }, Campaign("C2") with { Budget = 0 });

        for (var partition = 0; partition < 3; partition++)
        {
            await shop.PlanAsync(partition: partition, partitions: 3);
        }

        var slots = await AllSlotsAsync();
        Assert.Equal(7, slots.Count);
        Assert.All(slots, slot => Assert.Equal("C1", slot.CampaignId));
    }

    [Fact]
    public async Task Plan_WhileYesterdaysPlanStillHoldsBudget_LeavesThatAside()
    {
        await StockAsync(["U1", "U2"], Campaign("C1") with { Budget = 1 });
        await shop.PublishAsync("U1", Midnight.AddHours(14), Slot("U1", "C1", Midnight.AddHours(10)));

        await shop.PlanAsync();

        Assert.Empty(await shop.SlotsAsync("U2"));
    }

    [Fact]
    public async Task Plan_AfterSendsThatUsedTheBudgetUp_PlansNoMore()
    {
        await StockAsync(["U1", "U2"], Campaign("C1") with { Budget = 1 });
        await shop.DeliverAsync("U1", Slot("U1", "C1", Midnight.AddHours(10)));

        await shop.PlanAsync(Midnight.AddHours(11));

        Assert.Empty(await shop.SlotsAsync("U2"));
    }

    [Fact]
    public async Task Plan_BeforeYesterdaysHasEnded_BeginsWhereThatEnds()
    {
        var morning = Campaign("morning") with { WindowStart = new TimeOnly(9, 0), WindowEnd = new TimeOnly(12, 0) };
        await StockAsync(["U1"], Campaign("C1"), Campaign("C2"), morning);
        var pending = Slot("U1", "C1", Midnight.AddHours(13));
        await shop.PublishAsync("U1", Midnight.AddHours(14), pending);

        await shop.PlanAsync();

        var slot = Assert.Single(await shop.SlotsAsync("U1"));
        Assert.Equal("C2", slot.CampaignId);
        Assert.True(slot.At >= Midnight.AddHours(14), $"{slot.At:u} is within yesterday's plan");
    }

    [Fact]
    public async Task Plan_OverTwoDays_KeepsFiveInAnyTwentyFourHours()
    {
        await StockAsync(["U1"], [.. Enumerable.Range(1, 9).Select(number => Campaign($"C{number}"))]);
        await shop.PlanAsync();
        var today = await shop.SlotsAsync("U1");
        foreach (var slot in today)
        {
            Assert.Equal(DeliveryStatus.Sent, (await shop.DeliverAsync("U1", slot)).Status);
        }

        await shop.PlanAsync(Midnight.AddDays(1));

        List<PlannedSlot> all = [.. today, .. await shop.SlotsAsync("U1", Midnight.AddDays(1))];
        Assert.Equal(5, today.Count);
        Assert.True(all.Count > 5, "nothing was planned on the second day");
        Assert.All(all, slot => Assert.InRange(all.Count(other => other.At <= slot.At && other.At > slot.At.AddDays(-1)), 1, 5));
        Assert.Equal(all.Count, all.Select(slot => slot.CampaignId).Distinct().Count());
    }

    [Fact]
    public async Task Plan_OfTheSameDateAgain_KeepsWhatLiesBeforeAndTellsTheDelivery()
    {
        await StockAsync(["U1"], Campaign("C1"), Campaign("C2"));
        var morning = Slot("U1", "C1", Midnight.AddHours(9));
        await shop.PublishAsync("U1", Midnight.AddDays(1), morning, Slot("U1", "gone", Midnight.AddHours(18)));

        await shop.PlanAsync(Midnight.AddHours(12));
        await RunAsync(() => shop.Get<PlanningActivities>().StartPartitionAsync(new PlanPartitionRequest(Midnight.AddHours(12), 0, 1)));

        var slots = await shop.SlotsAsync("U1");
        Assert.Equal(morning, slots[0]);
        Assert.Equal(["C1", "C2"], slots.Select(slot => slot.CampaignId));
        Assert.True(slots[1].At >= Midnight.AddHours(12));
        Assert.Single(shop.Started.Plans);
    }

    [Fact]
    public async Task Plan_ThatTakesEverySlotAway_StillTellsTheDelivery()
    {
        await StockAsync(["U1", "U2"], Campaign("C1"));
        await shop.PublishAsync("U1", Midnight.AddDays(1), Slot("U1", "gone", Midnight.AddHours(18)));
        await shop.Tables.PutAsync(NotifyTables.UserPreferences, [OptedOut("U1"), OptedOut("U2")]);

        await shop.PlanAsync();
        await shop.PlanAsync();
        await RunAsync(() => shop.Get<PlanningActivities>().StartPartitionAsync(new PlanPartitionRequest(Midnight, 0, 1)));

        Assert.Empty(await shop.SlotsAsync("U1"));
        Assert.Equal("U1", Assert.Single(shop.Started.Plans).UserId);
    }

    [Fact]
    public async Task Plan_OfUsersWithoutZoneOrEmbedding_CountsThem()
    {
        await StockAsync(["U1"], Campaign("C1"));
        await shop.Tables.PutAsync(NotifyTables.Users, [new User { UserId = "U1", CreatedAt = Midnight }]);
        await shop.AddUsersAsync("new");

        var report = await shop.PlanAsync();

        Assert.Equal(new PlanReport(Users: 2, Planned: 0, Slots: 0, Refused: 0, WithoutZone: 1, WithoutEmbedding: 1), report);
    }

    [Fact]
    public async Task CountPartitions_OfAnEmptyShop_IsNone() =>
        Assert.Equal(0, await RunAsync(() => shop.Get<PlanningActivities>().CountPartitionsAsync()));

    private static UserPreferences OptedOut(string userId) => new() { UserId = userId, OptedOutAt = Midnight };

    private PlanningActivities AnotherProcess() =>
        (PlanningActivities)shop.WithModel(shop.Encoder.ModelVersion).GetService(typeof(PlanningActivities))!;

    private async Task StockAsync(string[] users, params Campaign[] campaigns)
    {
        await shop.AddUsersAsync(users);
        await shop.AddCampaignsAsync(campaigns);
        await shop.EmbedAsync();
    }

    private async Task<List<PlannedSlot>> AllSlotsAsync() =>
        [.. (await shop.Tables.ScanAsync(NotifyTables.UserSchedule).ToListAsync()).OrderBy(plan => plan.UserId).SelectMany(plan => plan.Slots)];
}
