using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Changes;
using Notify.Activities.Delivering;
using Notify.Activities.Embedding;
using Notify.Activities.Events;
using Notify.Activities.Features;
using Notify.Activities.Tests.Events;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Catalogue;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;
using Notify.Domain.Vectors;
using Notify.Storage.Changes;
using Notify.Storage.Streams;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Changes;

/// <summary>What a delta update computes from the change log is what a full run computes from the tables.</summary>
public sealed class DeltaEqualsFullTests : IAsyncLifetime
{
    private const int Users = 30;
    private const int Products = 12;
    private const int Campaigns = 5;

    private SmallShop shop = null!;

    private ChangeLog Log => shop.Get<ChangeLog>();

    public async ValueTask InitializeAsync() => shop = await OpenAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Delta_AfterRandomChanges_LeavesWhatAFullRunWould(int seed)
    {
        var random = new Random(seed);
        await ChangeAsync(random, 150);
        await RunAsync(await ScopeAsync());

        for (var round = 0; round < 5; round++)
        {
            await ChangeAsync(random, random.Next(1, 12));
            var scope = await ScopeAsync();
            Assert.DoesNotContain(scope.Stretches, stretch => stretch.IsWhole);
            await RunAsync(scope);
            var delta = await ReadAllAsync();

            await ComputeAsync(null);

            Assert.Equal(await ReadAllAsync(), delta);
        }
    }

    [Fact]
    public async Task Delta_OrderLineCorrectedToAnotherProduct_SettlesBothProducts()
    {
        await WriteAsync(NotifyTables.Users, new User { UserId = "U1", CreatedAt = Midnight.AddDays(-9), TimeZone = "UTC" }, "U1");
        await WriteAsync(NotifyTables.Products, new Product { ProductId = "P1", ProductDisplayName = "shirt" }, "P1");
        await WriteAsync(NotifyTables.Products, new Product { ProductId = "P2", ProductDisplayName = "shoe" }, "P2");
        await OrderAsync("P1");
        await RunAsync(await ScopeAsync());

        await OrderAsync("P2");
        await RunAsync(await ScopeAsync());

        Assert.Equal(["P2"], await shop.Tables.QueryAsync(NotifyTables.UserProductMatrix, "U1").Select(cell => cell.ProductId).ToListAsync());
        Assert.Equal(0, (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P1"))!.TotalSales);
        Assert.Equal(2, (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P2"))!.TotalSales);
    }

    [Fact]
    public async Task Delta_OneCustomerBoughtSomething_ReadsAndComputesThatOneOnly()
    {
        await shop.AddUsersAsync("U3");
        await shop.AddProductAsync("P1", "Blue shirt");
        await ChangeAsync(new Random(7), 150);
        await RunAsync(await ScopeAsync());
        await BuyAsync("U3", "new", "P1");
        var scope = await ScopeAsync();

        var features = await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight, scope)));
        var users = await SmallShop.RunAsync(() => shop.Get<EmbeddingActivities>().EmbedUsersAsync(new EmbedRequest(Changes: scope)));

        Assert.Equal((1, 1, 1), (features.Users, users.Total, users.Computed));
        Assert.InRange(features.Products, 1, Products - 1);
    }

    [Fact]
    public async Task FindChanges_RunThatFailed_FindsThemAgainAndMore()
    {
        await RunAsync(await ScopeAsync());
        await BuyAsync("U1", "A", "P1");
        var lost = await ScopeAsync();
        await BuyAsync("U2", "A", "P1");

        var next = await ScopeAsync();

        var keys = await shop.Get<ChangedKeys>().ActiveUsersAsync(next, TestContext.Current.CancellationToken);
        Assert.False(lost.IsEmpty);
        Assert.Equal(["U1", "U2"], keys!.Order());
    }

    [Fact]
    public async Task FindChanges_NothingSinceTheLastRun_IsEmpty()
    {
        await ChangeAsync(new Random(1), 5);
        await RunAsync(await ScopeAsync());

        Assert.True((await ScopeAsync()).IsEmpty);
    }

    [Fact]
    public async Task FindChanges_FirstRunOrBulkLoad_IsWhole()
    {
        Assert.All((await ScopeAsync()).Stretches, stretch => Assert.True(stretch.IsWhole));
        await RunAsync(await ScopeAsync());
        await Log.AppendAsync(NotifyTables.Products.Name, ["P1"]);
        await Log.AppendLoadAsync(NotifyTables.Users.Name, "load");

        var scope = await ScopeAsync();

        Assert.Equal([NotifyTables.Users.Name], scope.Stretches.Where(stretch => stretch.IsWhole).Select(stretch => stretch.TableName));
        Assert.Null(await shop.Get<ChangedKeys>().AffectedUsersAsync(scope, TestContext.Current.CancellationToken));
    }

    private Task<ChangeScope> ScopeAsync() => SmallShop.RunAsync(() => shop.Get<ChangeActivities>().FindChangesAsync());

    private async Task RunAsync(ChangeScope scope)
    {
        await ComputeAsync(scope);
        await SmallShop.RunAsync(() => shop.Get<ChangeActivities>().CompleteChangesAsync(scope));
    }

    /// <summary>The steps of a pipeline; the whole of it without a scope.</summary>
    private async Task ComputeAsync(ChangeScope? scope)
    {
        var embedding = shop.Get<EmbeddingActivities>();
        var request = new EmbedRequest(Force: scope is null, scope);
        await SmallShop.RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight, scope)));
        await SmallShop.RunAsync(() => embedding.EmbedProductsAsync(request));
        await SmallShop.RunAsync(() => embedding.EmbedPurchasesAsync(request));
        await SmallShop.RunAsync(() => embedding.EmbedUsersAsync(request));
        await SmallShop.RunAsync(() => embedding.EmbedCampaignsAsync(request));
    }

    private async Task ChangeAsync(Random random, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            var (user, product, id) = ($"U{random.Next(Users)}", $"P{random.Next(Products)}", $"{random.Next(200)}");
            await (random.Next(8) switch
            {
                0 => WriteAsync(NotifyTables.Users, new User { UserId = user, CreatedAt = Midnight.AddDays(-random.Next(900)), TimeZone = random.Next(2) == 0 ? "UTC" : "Asia/Tokyo" }, user),
                1 => WriteAsync(NotifyTables.Products, new Product { ProductId = product, ProductDisplayName = $"name {random.Next(5)}", ArticleType = $"type {random.Next(4)}", MasterCategory = $"category {random.Next(2)}" }, product),
                2 => WriteAsync(NotifyTables.Campaigns, Campaign($"C{random.Next(Campaigns)}") with { Description = $"text {random.Next(5)}" }, null),
                3 or 4 => ClickAsync(user, id, product, random),
                _ => BuyAsync(user, id, product, random.Next(1, 90), random.Next(1, 4), Midnight.AddHours(-random.Next(3000))),
            });
        }
    }

    private Task BuyAsync(string user, string purchase, string product, decimal price = 10, int quantity = 1, DateTimeOffset? at = null) => WriteAsync(
        NotifyTables.PurchaseHistory,
        new Purchase { UserId = user, PurchaseId = purchase, ProductId = product, PurchaseDate = at ?? Midnight, Price = price, Quantity = quantity, TotalAmount = price * quantity },
        user);

    /// <summary>The same order line, as an event.</summary>
    private Task OrderAsync(string product) => new PurchaseProjection(shop.Tables, shop.Get<CampaignCounters>(), Log, new NoDeliveries()).ApplyAsync(
        [new PlacedEvent(EventShop.Order("U1", "line", product), new StreamPosition(0, 0))], TestContext.Current.CancellationToken);

    private Task ClickAsync(string user, string id, string product, Random random) => WriteAsync(
        NotifyTables.Clickstream,
        new ClickEvent { UserId = user, EventId = id, Event = random.Next(2) == 0 ? "view" : "click", ProductId = product, Timestamp = Midnight.AddHours(-random.Next(300)) },
        user);

    private async Task WriteAsync<T>(TableDefinition<T> table, T row, string? key)
        where T : class
    {
        await shop.Tables.PutAsync(table, [row]);
        await Log.AppendAsync(table.Name, [key ?? ((Domain.Campaigns.Campaign)(object)row).CampaignId]);
    }

    /// <summary>Everything that is computed, as text; but when a vector was written, which says nothing about it.</summary>
    private async Task<List<string>> ReadAllAsync() =>
    [
        .. await TextsAsync(NotifyTables.UserFeatures),
        .. await TextsAsync(NotifyTables.ProductFeatures),
        .. await TextsAsync(NotifyTables.UserProductMatrix),
        .. await VectorsAsync(NotifyTables.ProductEmbeddings),
        .. await VectorsAsync(NotifyTables.PurchaseEmbeddings),
        .. await VectorsAsync(NotifyTables.UserEmbeddings),
        .. await VectorsAsync(NotifyTables.CampaignEmbeddings),
    ];

    private async Task<List<string>> TextsAsync<T>(TableDefinition<T> table)
        where T : class =>
        await shop.Tables.ScanAsync(table).Select(row => System.Text.Json.JsonSerializer.Serialize(row)).ToListAsync();

    private async Task<List<string>> VectorsAsync(TableDefinition<EmbeddingRow> table) =>
        await shop.Tables.ScanAsync(table).Select(row => $"{table.Name} {row.Id} {row.SourceHash} {string.Join(' ', row.Embedding.ToArray())}").ToListAsync();

    private sealed class NoDeliveries : IDeliverySignals
    {
        public Task OptedOutAsync(string userId, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
