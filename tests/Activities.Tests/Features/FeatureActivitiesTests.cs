using Notify.Activities.Features;
using Notify.Activities.Tests.Shop;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Features;

/// <summary>Features of a shop small enough to count by hand.</summary>
public sealed class FeatureActivitiesTests : IAsyncLifetime
{
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync("U1", "U2");
        await shop.AddProductAsync("P1", "Blue shirt");
        await shop.AddProductAsync("P2", "Never sold");
        await shop.AddPurchaseAsync("U1", "A", "P1", price: 100, quantity: 2, at: Midnight.AddDays(-3).AddHours(9));
        await shop.AddPurchaseAsync("U1", "B", "P1", price: 130, at: Midnight.AddDays(-2).AddHours(9));
        await shop.AddPurchaseAsync("U1", "C", "nowhere", price: 50, at: Midnight.AddDays(-1));
        await shop.AddPurchaseAsync("gone", "D", "P1", price: 70, at: Midnight.AddDays(-9));
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Compute_OfUsers_SumsTheirPurchases()
    {
        await ComputeAsync();

        var features = (await shop.Tables.GetAsync(NotifyTables.UserFeatures, "U1"))!;
        Assert.Equal((3, 380m, 126.67m), (features.TotalOrders, features.TotalSpent, features.AvgOrderValue));
        Assert.Equal(["Shirts"], features.TopArticleTypes);
        Assert.Equal(Midnight.AddDays(-1), features.LastPurchaseDate);
        Assert.Equal(1, features.HourlyActivity[9]);
        Assert.Equal(0, (await shop.Tables.GetAsync(NotifyTables.UserFeatures, "U2"))!.TotalOrders);
    }

    [Fact]
    public async Task Compute_OfProducts_SumsSalesToEveryone()
    {
        await ComputeAsync();

        var sold = (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P1"))!;
        Assert.Equal((4, 400m, 100m), (sold.TotalSales, sold.Revenue, sold.AvgPrice!.Value));
        Assert.Equal(Midnight.AddDays(-2).AddHours(9), sold.LastSoldDate);
        var unsold = (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P2"))!;
        Assert.Equal((0, 0m, null), (unsold.TotalSales, unsold.Revenue, unsold.AvgPrice));
    }

    [Fact]
    public async Task Compute_OfTheMatrix_CountsPurchasesByUserAndProduct()
    {
        var report = await ComputeAsync();

        var cell = (await shop.Tables.GetAsync(NotifyTables.UserProductMatrix, "U1", "P1"))!;
        Assert.Equal((2, true), (cell.TimesPurchased, cell.PurchasedBefore));
        Assert.Equal(new FeatureReport(Users: 2, Products: 2, Cells: 2), report);
    }

    [Fact]
    public async Task Compute_Twice_ChangesNothing()
    {
        var first = await ComputeAsync();
        var before = await shop.Tables.ScanAsync(NotifyTables.ProductFeatures).ToListAsync();

        Assert.Equal(first, await ComputeAsync());
        Assert.Equal(before, await shop.Tables.ScanAsync(NotifyTables.ProductFeatures).ToListAsync());
    }

    private Task<FeatureReport> ComputeAsync() => RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));
}
