using Notify.Activities.Ingestion;
using Notify.Domain.Changes;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Ingestion;

/// <summary>Loads one after another, interrupted, repeated, and beside what else changes the tables.</summary>
public sealed class LoadsTests : IAsyncLifetime
{
    private const string Header = "product_id,productDisplayName,price\n";
    private IngestionFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await IngestionFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Loads_BackAndForth_EndAsTheLastFileSays()
    {
        await folder.IngestAsync("products.csv", Header + "1,One,1\n2,Two,2\n3,Three,3\n");
        await folder.IngestAsync("products.csv", Header + "1,Uno,1\n2,Two,2\n");
        await folder.IngestAsync("products.csv", Header + "2,Due,2\n1,Uno,1\n");

        var report = await folder.IngestAsync("products.csv", Header + "1,One,1\n2,Two,2\n3,Three,3\n");

        Assert.Equal((2, 1), (report.Written, report.Unchanged));
        Assert.Equal(["One", "Two", "Three"], await folder.Tables.ScanAsync(NotifyTables.Products).Select(product => product.ProductDisplayName).ToListAsync());
    }

    [Fact]
    public async Task Load_NotCompleted_DoesNotCount()
    {
        var ingestion = folder.Ingestion();
        var plan = await ingestion.PlanAsync(folder.Input);
        await ingestion.LoadFileAsync(plan.Load, folder.Input, "products.csv");

        var repeated = await ingestion.LoadFileAsync(plan.Load, folder.Input, "products.csv");
        await ingestion.CompleteAsync(plan, [repeated]);
        await ingestion.CompleteAsync(plan, [repeated]);

        Assert.Equal(2, repeated.Written);
        Assert.Equal(0, (await folder.IngestOnlyAsync("products.csv")).Written);
        Assert.Equal(1, await folder.Objects.ListAsync("snapshots/notify_products/").CountAsync());
    }

    [Fact]
    public async Task CompleteAsync_AnotherLoadCompletedMeanwhile_IsRefused()
    {
        var ingestion = folder.Ingestion();
        var plan = await ingestion.PlanAsync(folder.Input);
        var report = await ingestion.LoadFileAsync(plan.Load, folder.Input, "products.csv");
        await folder.IngestOnlyAsync("users.csv");

        var fault = await Assert.ThrowsAsync<IngestException>(() => ingestion.CompleteAsync(plan, [report]));

        Assert.Contains("was completed while", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_TableLostSince_IsWrittenWhole()
    {
        await folder.IngestAsync("products.csv", Header + "1,One,1\n2,Two,2\n");
        await folder.Tables.DeleteAsync(NotifyTables.Products, "1");
        await folder.Tables.DeleteAsync(NotifyTables.Products, "2");

        var afresh = await folder.IngestAsync("products.csv", Header + "1,One,1\n");
        var whole = await folder.IngestAsync("products.csv", Header + "1,One,1\n2,Two,2\n");

        Assert.Equal((1, 1), (afresh.Written, whole.Written));
        Assert.Equal(2, await folder.Tables.CountAsync(NotifyTables.Products));
    }

    [Fact]
    public async Task Load_PausedCampaignAndSameFile_LeavesItPaused()
    {
        await folder.IngestOnlyAsync("campaigns.csv");
        var campaign = (await folder.Tables.GetAsync(NotifyTables.Campaigns, "C1"))!;
        await folder.Tables.PutAsync(NotifyTables.Campaigns, [campaign with { Status = "paused" }]);

        await folder.IngestOnlyAsync("campaigns.csv");

        Assert.Equal("paused", (await folder.Tables.GetAsync(NotifyTables.Campaigns, "C1"))!.Status);
    }

    [Fact]
    public async Task Load_RowsOfAnErasedPerson_AreSetAsideUnnamed()
    {
        await folder.Erasures.AddAsync("U1", "E1");

        var users = await folder.IngestOnlyAsync("users.csv");
        var purchases = await folder.IngestOnlyAsync("purchases.csv");

        Assert.Equal((1, 1), (users.Written, users.Rejected));
        Assert.Equal((1, 1), (purchases.Written, purchases.Rejected));
        Assert.Null(await folder.Tables.GetAsync(NotifyTables.Users, "U1"));
        Assert.Contains("\"purchases.csv\",\"2\",\"user_id\",\"\",\"user_id is of a person who was erased", folder.RejectsOf("purchases.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ChangedKeys_AreInTheChangeLog()
    {
        await folder.IngestOnlyAsync("purchases.csv");
        await folder.IngestAsync("purchases.csv", "user_id,purchase_id,product_id,quantity,price,purchase_date\nU1,A,P1,2,1299,06-09-2025\nU2,C,P1,1,5,2025-01-01\n");

        var entries = await folder.Changes.ReadAsync(NotifyTables.PurchaseHistory.Name, 0).ToListAsync();

        Assert.Equal([["U1", "U2"], ["U2"]], entries.Select(entry => entry.Keys));
    }

    [Fact]
    public async Task Load_MoreKeysThanAreWorthListing_IsOneEntryForTheTable()
    {
        var rows = string.Concat(Enumerable.Range(0, 100_001).Select(i => $"{i},Name,1\n"));

        await folder.IngestAsync("products.csv", Header + rows, batchRows: 10_000);

        var entry = await folder.Changes.ReadAsync(NotifyTables.Products.Name, 0).SingleAsync();
        Assert.Equal((ChangeKind.Whole, 0), (entry.Kind, entry.Keys.Count));
        Assert.Equal(100_001, await folder.Tables.CountAsync(NotifyTables.Products));
    }
}
