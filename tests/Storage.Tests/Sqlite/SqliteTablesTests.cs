using System.ComponentModel.DataAnnotations.Schema;
using Notify.Contracts.Tables;
using Notify.Domain.Customers;
using Notify.Domain.Planning;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

public sealed class SqliteTablesTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SqliteTables tables = null!;

    private string Database => folder.File("tables.db");

    public async ValueTask InitializeAsync() => tables = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task PutAsync_RealColumns_AreThereForAnySqliteTool()
    {
        await tables.PutAsync(NotifyTables.UserFeatures, [
            new UserFeatures { UserId = "U1", AvgOrderValue = 12.50m, TotalOrders = 2, TotalSpent = 25.00m, DaysSinceSignup = 3, TopArticleTypes = ["Shirts", "Käse"] },
        ]);

        using var session = SqliteSession.Open(Database, "");
        var statement = session.Prepare("SELECT avg_order_value, total_orders, top_article_types, last_purchase_date FROM notify_user_features WHERE user_id = 'U1'");

        Assert.True(statement.Step());
        Assert.Equal("12.50", statement.Text(0));
        Assert.Equal(2, statement.Integer(1));
        Assert.Equal("""["Shirts","Käse"]""", statement.Text(2));
        Assert.True(statement.IsNull(3));
    }

    [Fact]
    public async Task PutAsync_ADateAsKey_IsFoundByItsText()
    {
        var plan = new UserSchedule
        {
            UserId = "U1", Date = new DateOnly(2026, 11, 20), PlannedFrom = DateTimeOffset.UnixEpoch, PlannedUntil = DateTimeOffset.UnixEpoch, TimeZone = "UTC", TimeZoneSource = "user",
        };

        await tables.PutAsync(NotifyTables.UserSchedule, [plan, plan with { Date = new DateOnly(2026, 11, 21) }, plan]);

        Assert.Equal(plan.Date, (await tables.GetAsync(NotifyTables.UserSchedule, "U1", "2026-11-20"))!.Date);
        Assert.Equal(2, await tables.CountAsync(NotifyTables.UserSchedule));
    }

    [Fact]
    public async Task PutAsync_Moments_AreUtcTextThatSorts()
    {
        var early = new DateTimeOffset(2025, 1, 1, 1, 0, 0, TimeSpan.FromHours(2));
        await tables.PutAsync(NotifyTables.Users, [
            new User { UserId = "whole", CreatedAt = early },
            new User { UserId = "later", CreatedAt = early.AddMilliseconds(500) },
        ]);

        using var session = SqliteSession.Open(Database, "");
        var statement = session.Prepare("SELECT user_id, created_at FROM notify_users ORDER BY created_at");

        Assert.True(statement.Step());
        Assert.Equal("whole", statement.Text(0));
        Assert.Equal("2024-12-31T23:00:00.0000000Z", statement.Text(1));
    }

    [Fact]
    public async Task Tables_RecordGainedProperties_KeepOldRowsAndTheirDefaults()
    {
        await tables.PutAsync(new TableDefinition<Old>("growing", "id"), [new Old { Id = "1", Name = "before" }]);
        var grown = new TableDefinition<Grown>("growing", "id");

        var row = await tables.GetAsync(grown, "1");
        await tables.PutAsync(grown, [new Grown { Id = "2", Colour = "red", Size = 3 }]);

        Assert.Equal(new Grown { Id = "1", Name = "before", Colour = "unknown", Size = null }, row);
        Assert.Equal("", (await tables.GetAsync(new TableDefinition<Old>("growing", "id"), "2"))!.Name);
    }

    [Fact]
    public async Task Tables_KeyDiffersFromTheFile_IsRefused()
    {
        await tables.PutAsync(new TableDefinition<SampleItem>("things", "owner", "item"), [new SampleItem { Owner = "o", Item = "i" }]);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.CountAsync(new TableDefinition<SampleItem>("things", "item")));

        Assert.Contains("has the key (owner, item), but (item) is asked for", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_KeyThatTheRecordLacks_NamesWhatItHas()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => tables.CountAsync(new TableDefinition<SampleItem>("things", "nope")));

        Assert.Contains("owner, item, version", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_OneCallFails_TheOthersOfItsGroupAreKept()
    {
        var items = new TableDefinition<SampleItem>("sample_items", "owner", "item");
        var writes = Enumerable.Range(0, 64).Select(i => Task.Run(() => i == 30
            ? tables.PutAsync(items, [new SampleItem { Owner = "bad", Item = "first" }, new SampleItem { Owner = "bad", Item = null! }])
            : tables.PutAsync(items, [new SampleItem { Owner = "good", Item = $"{i}" }]))).ToArray();

        await Assert.ThrowsAsync<ArgumentException>(() => writes[30]);
        await Task.WhenAll(writes.Where((_, i) => i != 30));

        Assert.Equal(63, await tables.CountAsync(items));
        Assert.Null(await tables.GetAsync(items, "bad", "first"));
    }

    [Fact]
    public async Task WriteAsync_StatementFailsInsideAGroup_LeavesNothingAndFailsOnlyItsCaller()
    {
        await using var writer = SqliteWriter.Open(folder.File("writer.db"), SqliteDurability.Normal);
        await writer.WriteAsync(session => Run(session, "CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id <> 13))"));

        var writes = Enumerable.Range(0, 40).Select(i => writer.WriteAsync(session =>
            Run(session, $"INSERT INTO t VALUES ({i + 1000})") && Run(session, $"INSERT INTO t VALUES ({i})"))).ToArray();

        await Assert.ThrowsAsync<StorageException>(() => writes[13]);
        Assert.All(await Task.WhenAll(writes.Where((_, i) => i != 13)), Assert.True);
        using var session = SqliteSession.Open(folder.File("writer.db"), "");
        var count = session.Prepare("SELECT count(*), sum(id = 1013) FROM t");
        Assert.True(count.Step());
        Assert.Equal((78, 0), (count.Integer(0), count.Integer(1)));
    }

    [Fact]
    public async Task Decode_ValueOfAnotherProgramThatIsNoAmount_SaysWhichTable()
    {
        await tables.PutAsync(NotifyTables.UserFeatures, [new UserFeatures { UserId = "U1", AvgOrderValue = 1, TotalOrders = 1, TotalSpent = 1, DaysSinceSignup = 1 }]);
        using (var session = SqliteSession.Open(Database, ""))
        {
            session.Execute("UPDATE notify_user_features SET total_spent = 'plenty'");
        }

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(NotifyTables.UserFeatures, "U1"));

        Assert.Contains("notify_user_features", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_AfterDisposal_AreRefused()
    {
        await tables.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => tables.PutAsync(NotifyTables.Users, [new User { UserId = "U", CreatedAt = default }]));
    }

    [Fact]
    public async Task ScrubAsync_AfterDeletes_LeavesNoByteOfThem()
    {
        var items = new TableDefinition<SampleItem>("sample_items", "owner", "item");
        var random = new Random(4);
        var order = Enumerable.Range(0, 20_000).OrderBy(_ => random.Next()).ToArray();
        foreach (var some in order.Chunk(250))
        {
            await tables.PutAsync(items, [.. some.Select(i => new SampleItem { Owner = $"user-{i % 1000:D4}-x", Item = new string('i', i % 90) + i })]);
        }

        for (var owner = 0; owner < 1000; owner += 50)
        {
            foreach (var item in await tables.QueryAsync(items, $"user-{owner:D4}-x").ToListAsync())
            {
                await tables.DeleteAsync(items, item.Owner, item.Item);
            }
        }

        await tables.ScrubAsync();

        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(0, folder.Count($"user-{i * 50:D4}-x")));
        Assert.NotEqual(0, folder.Count("user-0001-x"));
        Assert.Equal(19_600, await tables.CountAsync(items));
    }

    private static bool Run(SqliteSession session, string sql)
    {
        session.Execute(sql);
        return true;
    }

    private Task<SqliteTables> OpenAsync() => SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Database, Synchronous = SqliteDurability.Normal });

    private sealed record Old
    {
        public required string Id { get; init; }

        public string Name { get; init; } = "";
    }

    private sealed record Grown
    {
        public required string Id { get; init; }

        public string Name { get; init; } = "";

        [Column("colour")]
        public string Colour { get; init; } = "unknown";

        public int? Size { get; init; }
    }
}
