using Notify.Activities.Delivering;
using Notify.Activities.Planning;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Campaigns;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Planning;

/// <summary>The rest of one customer's day, planned again.</summary>
public sealed class PlanUserTests : IAsyncLifetime
{
    private static readonly PlanReference Today = new("U1", DateOnly.FromDateTime(Midnight.UtcDateTime));
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task PlanUser_AtNoon_ReplacesOnlyWhatIsLeft()
    {
        await StockAsync(Campaign("C1"), Campaign("C2"));
        var sent = Slot("U1", "C1", Midnight.AddHours(9));
        await shop.PublishAsync("U1", Midnight.AddDays(1), sent, Slot("U1", "gone", Midnight.AddHours(18)));
        await shop.DeliverAsync("U1", sent);
        shop.Clock.Now = Midnight.AddHours(12).AddSeconds(7);

        await PlanAgainAsync();

        var slots = await shop.SlotsAsync("U1");
        Assert.Equal(["C1", "C2"], slots.Select(slot => slot.CampaignId));
        Assert.True(slots[1].At > shop.Clock.Now);
    }

    [Fact]
    public async Task PlanUser_AfterMidnightOfAPlanThatGoesOn_PlansItsRest()
    {
        await StockAsync(Campaign("C1"));
        await shop.PublishAsync("U1", Midnight.AddHours(34), Slot("U1", "gone", Midnight.AddHours(33)));
        shop.Clock.Now = Midnight.AddHours(27);

        await PlanAgainAsync();

        var slot = Assert.Single(await shop.SlotsAsync("U1"));
        Assert.Equal("C1", slot.CampaignId);
        Assert.InRange(slot.At, shop.Clock.Now, Midnight.AddHours(34).AddTicks(-1));
    }

    [Fact]
    public async Task PlanUser_OfACampaignWithABudget_TakesNoMoreThanThePlanHeld()
    {
        await StockAsync(Campaign("held") with { Budget = 1 }, Campaign("free") with { Budget = 100 });
        await shop.PublishAsync("U1", Midnight.AddDays(1), Slot("U1", "held", Midnight.AddHours(18)));
        shop.Clock.Now = Midnight.AddHours(12);

        await PlanAgainAsync();

        Assert.Equal("held", Assert.Single(await shop.SlotsAsync("U1")).CampaignId);
    }

    [Fact]
    public async Task PlanUser_OnceThePlanHasEnded_ChangesNothing()
    {
        await StockAsync(Campaign("C1"));
        await shop.PublishAsync("U1", Midnight.AddDays(1));
        shop.Clock.Now = Midnight.AddDays(1);

        await PlanAgainAsync();

        Assert.Empty(await shop.SlotsAsync("U1"));
    }

    [Fact]
    public async Task PlanUser_OfADeletedCustomer_ChangesNothing()
    {
        await StockAsync(Campaign("C1"));
        var slot = Slot("U1", "C1", Midnight.AddHours(18));
        await shop.PublishAsync("U1", Midnight.AddDays(1), slot);
        await shop.Tables.DeleteAsync(NotifyTables.Users, "U1");

        await PlanAgainAsync();

        Assert.Equal([slot], await shop.SlotsAsync("U1"));
    }

    private Task PlanAgainAsync() => RunAsync(() => shop.Get<PlanningActivities>().PlanUserAsync(Today));

    private async Task StockAsync(params Campaign[] campaigns)
    {
        await shop.AddUsersAsync("U1");
        await shop.AddCampaignsAsync(campaigns);
        await shop.EmbedAsync();
    }
}
