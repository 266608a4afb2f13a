using System.Text.Json;
using DuckDB.NET.Data;
using Notify.Activities.Erasing;
using Notify.Activities.Features;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Erasing;
using Notify.Storage.Changes;
using Notify.Storage.Objects;
using Notify.Storage.Streams;
using Notify.Storage.Tables;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Erasing;

/// <summary>What is left of a person, and of everybody else.</summary>
public sealed class ErasureActivitiesTests : IAsyncLifetime
{
    private const string Gone = "mallory-4711";
    private const string Stays = "alice-0815";

    private SmallShop shop = null!;

    private ErasureActivities Activities => shop.Get<ErasureActivities>();

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync(Gone, Stays);
        await shop.AddProductAsync("P1", "Blue shirt");
        await shop.AddCampaignsAsync(Campaign("C1"));
        foreach (var user in (string[])[Gone, Stays])
        {
            await FillAsync(user);
        }

        await RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));
        await shop.EmbedAsync();
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private static IEnumerable<System.Reflection.PropertyInfo> Tables => typeof(NotifyTables).GetProperties()
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(TableDefinition<>));

    public static TheoryData<string> TablesByUser => [.. Tables
        .Select(property => property.GetValue(null)!)
        .Where(table => table.GetType().GetProperty("PartitionKey")!.GetValue(table) as string == "user_id")
        .Select(table => (string)table.GetType().GetProperty("Name")!.GetValue(table)!)];

    [Theory]
    [MemberData(nameof(TablesByUser))]
    public void Erasure_EveryTableByUser_IsRemovedOrAnonymised(string table) =>
        Assert.Contains(table, (string[])[.. TableErasure.Removed, .. TableErasure.Anonymised]);

    [Fact]
    public async Task Erase_Person_IsNamedNowhereAndOthersAreUntouched()
    {
        var others = (await DumpAsync()).Where(row => row.Contains(Stays, StringComparison.Ordinal)).ToList();
        Assert.Contains(await DumpAsync(), row => row.Contains(Gone, StringComparison.Ordinal));

        var counts = await EraseAsync();

        var rows = await DumpAsync();
        Assert.DoesNotContain(rows, row => row.Contains(Gone, StringComparison.Ordinal));
        // The change log's entries name both, and lose one of them
        Assert.Equal(
            others.Where(row => !row.StartsWith(NotifyTables.Changes.Name, StringComparison.Ordinal)),
            rows.Where(row => row.Contains(Stays, StringComparison.Ordinal) && !row.StartsWith(NotifyTables.Changes.Name, StringComparison.Ordinal)));
        Assert.Equal(2, counts[NotifyTables.PurchaseHistory.Name]);
        Assert.Equal(1, counts[NotifyTables.Users.Name]);
        Assert.Equal([Gone], ((ErasedDeliveries)shop.Get<IDeliveryEraser>()).Users);
    }

    [Fact]
    public async Task Erase_Purchases_LeaveTheShopsNumbersAndNothingThatJoinsThem()
    {
        var before = (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P1"))!;

        await EraseAsync();
        await RunAsync(() => shop.Get<FeatureActivities>().ComputeAsync(new FeatureRequest(Midnight)));

        var after = (await shop.Tables.GetAsync(NotifyTables.ProductFeatures, "P1"))!;
        Assert.Equal((before.TotalSales, before.Revenue, before.AvgPrice), (after.TotalSales, after.Revenue, after.AvgPrice));
        var anonymous = await shop.Tables.ScanAsync(NotifyTables.PurchaseHistory).Where(row => row.UserId.StartsWith(Anonymity.Prefix, StringComparison.Ordinal)).ToListAsync();
        Assert.Equal(2, anonymous.Select(row => row.UserId).Distinct().Count());
        Assert.All(anonymous, row => Assert.Equal(TimeSpan.Zero, row.PurchaseDate.TimeOfDay));
    }

    [Fact]
    public async Task Erase_Again_ChangesNothing()
    {
        await EraseAsync();
        var rows = await DumpAsync();

        var again = await EraseAsync();

        Assert.Equal(rows, await DumpAsync());
        Assert.Equal(["deliveries"], again.Keys);
    }

    [Fact]
    public async Task Erase_StoppedBetweenPurchases_DoublesNoneWhenRepeated()
    {
        // As if the first attempt ended after the anonymous row was written and before the other was removed
        var erasure = await BeginAsync();
        var purchase = await shop.Tables.QueryAsync(NotifyTables.PurchaseHistory, Gone).FirstAsync();
        await shop.Tables.PutAsync(NotifyTables.PurchaseHistory, [new Anonymity(erasure.Secret).Of(purchase)]);

        await RunAsync(() => Activities.EraseAsync(erasure.ErasureId));

        Assert.Equal(4, await shop.Tables.CountAsync(NotifyTables.PurchaseHistory));
    }

    [Fact]
    public async Task Erase_Snapshots_AreRewrittenWhereTheyHoldThePerson()
    {
        await SnapshotAsync("snapshots/notify_users/load=1/part-00000.parquet", $"SELECT * FROM (VALUES ('{Gone}', 'M'), ('{Stays}', 'A')) t(user_id, name)");
        await SnapshotAsync("snapshots/notify_users/load=2/part-00000.parquet", $"SELECT * FROM (VALUES ('{Stays}', 'A')) t(user_id, name)");
        await SnapshotAsync(
            "snapshots/notify_purchase_history/load=1/part-00000.parquet",
            $"SELECT * FROM (VALUES ('{Gone}', 'order-1', TIMESTAMP '2026-11-10 17:30:00', 5), ('{Stays}', 'order-1', TIMESTAMP '2026-11-10 17:30:00', 7)) t(user_id, purchase_id, purchase_date, total_amount)");

        var counts = await EraseAsync();

        Assert.Equal(2, counts["snapshots"]);
        Assert.Equal([$"{Stays}|A"], await ReadSnapshotAsync("snapshots/notify_users/load=1/part-00000.parquet"));
        var purchases = await ReadSnapshotAsync("snapshots/notify_purchase_history/load=1/part-00000.parquet");
        Assert.Contains($"{Stays}|order-1|2026-11-10 17:30:00|7", purchases);
        Assert.Single(purchases, row => row.StartsWith(Anonymity.Prefix, StringComparison.Ordinal) && row.EndsWith("|2026-11-10 00:00:00|5", StringComparison.Ordinal));
        Assert.DoesNotContain(purchases, row => row.Contains(Gone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_Snapshots_AreCopiedToTheWorkFolderOnly()
    {
        await SnapshotAsync("snapshots/notify_users/load=1/part-00000.parquet", $"SELECT * FROM (VALUES ('{Gone}', 'M'), ('{Stays}', 'A')) t(user_id, name)");
        using (WorkFolder.Open(shop.WorkFolder, "erasure-e1"))
        {
            // Held by an attempt that is still at work, so this one may not begin: there is no other place
            await Assert.ThrowsAsync<IOException>(EraseAsync);
        }

        var counts = await EraseAsync();

        Assert.Equal(1, counts["snapshots"]);
        Assert.Empty(Directory.GetFileSystemEntries(shop.WorkFolder));
    }

    [Fact]
    public async Task Erase_Streams_LoseThePersonsRecordsOnly()
    {
        var streams = shop.Get<IStreams>();
        await streams.AppendAsync(StreamTopics.Clickstream, [new StreamRecord(Gone, "1"u8.ToArray()), new StreamRecord(Stays, "2"u8.ToArray())]);
        await streams.AppendAsync(StreamTopics.DeadLettersOf(StreamTopics.PurchaseHistory), [new StreamRecord(Gone, "3"u8.ToArray())]);

        var counts = await EraseAsync();

        Assert.Equal(
            (1, 1),
            (counts[$"stream {StreamTopics.Clickstream}"], counts[$"stream {StreamTopics.DeadLettersOf(StreamTopics.PurchaseHistory)}"]));
    }

    [Fact]
    public async Task Complete_Erasure_LeavesARecordOfNobody()
    {
        var erasure = await BeginAsync();
        await RunAsync(() => Activities.EraseAsync(erasure.ErasureId));
        await RunAsync(() => Activities.ForgetAsync(erasure.ErasureId));
        await RunAsync(() => Activities.ScrubAsync());
        await RunAsync(() => Activities.CompleteAsync(erasure.ErasureId, new Dictionary<string, long> { ["notify_users"] = 1 }));

        var record = (await shop.Tables.GetAsync(NotifyTables.Erasures, erasure.ErasureId))!;
        Assert.Equal((ErasureStatus.Completed, "", ""), (record.Status, record.UserId, record.Secret));
        Assert.Equal(1, record.Counts["notify_users"]);
        Assert.Empty(await RunAsync(() => Activities.EraseAsync(erasure.ErasureId)));
    }

    private async Task<IReadOnlyDictionary<string, long>> EraseAsync()
    {
        var erasure = await BeginAsync();
        return await RunAsync(() => Activities.EraseAsync(erasure.ErasureId));
    }

    private async Task<Erasure> BeginAsync()
    {
        var erasure = new Erasure
        {
            ErasureId = "e1", UserId = Gone, UserHash = "hash", Secret = "secret", Status = ErasureStatus.Running, RequestedBy = "test", RequestedAt = Midnight,
        };
        await shop.Tables.PutAsync(NotifyTables.Erasures, [erasure]);
        return erasure;
    }

    private async Task FillAsync(string user)
    {
        await shop.Tables.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = user }]);
        await shop.AddPurchaseAsync(user, $"{user}-order-1", "P1", price: 20, at: Midnight.AddDays(-5).AddHours(9));
        await shop.AddPurchaseAsync(user, $"{user}-order-2", "P1", price: 30, at: Midnight.AddDays(-4).AddHours(9));
        await shop.Tables.PutAsync(NotifyTables.Clickstream, [new ClickEvent { UserId = user, EventId = $"{user}-click", Event = "view", ProductId = "P1", Timestamp = Midnight }]);
        var slot = Slot(user, "C1", Midnight.AddHours(9));
        await shop.PublishAsync(user, Midnight.AddDays(1), slot);
        await shop.Tables.PutAsync(NotifyTables.Deliveries, [new Delivery
        {
            UserId = user, NotificationId = slot.NotificationId, CampaignId = "C1", ScheduledAt = slot.At, Channel = "in_app", Status = DeliveryStatus.Sent, Attempts = 1,
        }]);
        await shop.Tables.PutAsync(NotifyTables.Inbox, [new Notification
        {
            UserId = user, NotificationId = slot.NotificationId, CampaignId = "C1", Title = $"Dear {user}", ShortText = user, LongText = user,
            Priority = 1, NotificationType = "promotional", SentEpoch = slot.At.ToUnixTimeSeconds(), SentUtc = slot.At,
        }]);
        await shop.Get<ChangeLog>().AppendAsync(NotifyTables.Users.Name, [Gone, Stays]);
    }

    /// <summary>Every row of every table but the erasures, as text.</summary>
    private async Task<List<string>> DumpAsync()
    {
        var rows = new List<string>();
        foreach (var property in Tables.Where(property => property.Name != nameof(NotifyTables.Erasures)))
        {
            var dump = (Task<List<string>>)typeof(ErasureActivitiesTests)
                .GetMethod(nameof(DumpTableAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(property.PropertyType.GenericTypeArguments)
                .Invoke(this, [property.GetValue(null)])!;
            rows.AddRange(await dump);
        }

        return rows;
    }

    private async Task<List<string>> DumpTableAsync<T>(TableDefinition<T> table)
        where T : class => await shop.Tables.ScanAsync(table).Select(row => $"{table.Name} {JsonSerializer.Serialize(row)}").ToListAsync();

    private async Task SnapshotAsync(string key, string rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
        await using (var database = new DuckDBConnection("Data Source=:memory:"))
        {
            await database.OpenAsync();
            await new DuckDBCommand($"COPY ({rows}) TO '{file}' (FORMAT parquet)", database).ExecuteNonQueryAsync();
        }

        await using (var content = File.OpenRead(file))
        {
            await shop.Get<IObjects>().PutAsync(key, content);
        }

        File.Delete(file);
    }

    private async Task<List<string>> ReadSnapshotAsync(string key)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
        await using (var content = await shop.Get<IObjects>().OpenReadAsync(key))
        await using (var copy = File.Create(file))
        {
            await content.CopyToAsync(copy);
        }

        await using var database = new DuckDBConnection("Data Source=:memory:");
        await database.OpenAsync();
        var rows = new List<string>();
        await using (var reader = await new DuckDBCommand($"SELECT concat_ws('|', *COLUMNS(*)) FROM '{file}'", database).ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetString(0));
            }
        }

        File.Delete(file);
        return rows;
    }
}
