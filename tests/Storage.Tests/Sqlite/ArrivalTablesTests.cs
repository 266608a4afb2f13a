using Notify.Contracts.Tables;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

/// <summary>Tables kept as runs, with enough rows that runs are merged.</summary>
public sealed class ArrivalTablesTests : IAsyncLifetime
{
    private static readonly TableDefinition<SampleItem> Items = new("items", "owner", "item") { IsAppendMostly = true };
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
    public async Task PutAsync_ManyRunsWithRepeats_GivesEachKeyOnceWithItsLastVersion()
    {
        var expected = await PutManyAsync(puts: 20, rows: 12_000, owners: 20_000);

        Assert.Equal(expected.Count, await tables.CountAsync(Items));
        Assert.Equal(expected, await ScanAsync());
        Assert.Equal(expected.Count, Number("SELECT count(*) FROM items"));
        Assert.Equal(expected.Sum(item => (long)item.Value), Number("SELECT sum(version) FROM items"));
    }

    [Fact]
    public async Task Compaction_WhenItHasCaughtUp_LeavesFewRuns()
    {
        await PutManyAsync(puts: 36, rows: 12_000, owners: 1_000_000);

        await tables.CompactedAsync(Items);

        Assert.InRange(Number("SELECT max(runs) FROM (SELECT count(*) runs FROM notify_runs GROUP BY level)")!.Value, 1, RunCompaction.FanIn + 1);
        Assert.Equal(0, Number("SELECT count(*) FROM notify_runs WHERE target IS NOT NULL"));
        Assert.Equal(Number("SELECT count(*) FROM items_runs"), Number("SELECT sum(rows) FROM notify_runs"));
        Assert.True(Number("SELECT max(level) FROM notify_runs") >= 1);
    }

    [Fact]
    public async Task Compaction_ProcessEndsBetweenSlices_GoesOnLaterAndLosesNothing()
    {
        Dictionary<(string, string), int> expected = [];
        for (var open = 0; open < 5; open++)
        {
            foreach (var (key, version) in await PutManyAsync(puts: 5, rows: 12_000, owners: 30_000, version: open))
            {
                expected[key] = version;
            }

            // Ends the compaction wherever it is.
            await tables.DisposeAsync();
            tables = await OpenAsync();
        }

        Assert.Equal(expected, await ScanAsync());
    }

    [Fact]
    public async Task DeleteAsync_RowInSeveralRuns_TakesItOutOfAll()
    {
        for (var version = 0; version < 3; version++)
        {
            await tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "gone", Version = version }, new SampleItem { Owner = "o", Item = "kept", Version = version }]);
            await PutManyAsync(puts: 1, rows: 12_000, owners: 100_000);
        }

        await tables.DeleteAsync(Items, "o", "gone");

        Assert.Null(await tables.GetAsync(Items, "o", "gone"));
        Assert.Equal(["kept"], await tables.QueryAsync(Items, "o").Select(item => item.Item).ToListAsync());
        Assert.Equal(0, Number("SELECT count(*) FROM items_runs WHERE item = 'gone'"));
    }

    [Fact]
    public async Task TryInsertAsync_KeyInAnOldRun_IsFalse()
    {
        await tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "old" }]);
        await PutManyAsync(puts: 3, rows: 12_000, owners: 100_000);

        Assert.False(await tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "old", Version = 1 }));
        Assert.True(await tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "new", Version = 1 }));
    }

    [Fact]
    public async Task GetManyAsync_KeysInMergedRunsAndInThoseOfAnotherProcess_GivesTheLastVersionOfEach()
    {
        var expected = await PutManyAsync(puts: 18, rows: 12_000, owners: 30_000);
        await using var other = await OpenAsync();
        for (var version = 1; version <= 3; version++)
        {
            foreach (var (key, value) in await PutManyAsync(puts: 1, rows: 1_000, owners: 30_000, version, version == 2 ? other : tables))
            {
                expected[key] = value;
            }
        }

        RowKey[] keys = [.. expected.Keys.Select(key => new RowKey(key.Item1, key.Item2)), .. Enumerable.Range(0, 5_000).Select(i => new RowKey($"U{i:D7}", "absent"))];

        foreach (var reader in (SqliteTables[])[tables, other])
        {
            var found = (await reader.GetManyAsync(Items, keys)).ToDictionary(item => (item.Owner, item.Item), item => item.Version);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public async Task Tables_KeptByKeyBefore_BecomeRunsWithTheirRows()
    {
        var keyed = new TableDefinition<SampleItem>("items", "owner", "item");
        await tables.PutAsync(keyed, [.. Enumerable.Range(0, 100).Select(i => new SampleItem { Owner = $"o{i}", Item = "i", Version = i })]);
        await tables.DisposeAsync();
        tables = await OpenAsync();

        await tables.PutAsync(Items, [new SampleItem { Owner = "o1", Item = "i", Version = 1_000 }]);

        Assert.Equal(100, await tables.CountAsync(Items));
        Assert.Equal(1_000, (await tables.GetAsync(Items, "o1", "i"))!.Version);
        Assert.Equal(99, (await tables.GetAsync(Items, "o99", "i"))!.Version);
    }

    [Fact]
    public async Task ScrubAsync_AfterDeletesAndMerges_LeavesNoByteOfThem()
    {
        await tables.PutAsync(Items, [new SampleItem { Owner = "the-forgotten", Item = "first" }]);
        await PutManyAsync(puts: 20, rows: 12_000, owners: 5_000);
        await tables.PutAsync(Items, [new SampleItem { Owner = "the-forgotten", Item = "second" }]);

        await tables.DeleteAsync(Items, "the-forgotten", "first");
        await tables.DeleteAsync(Items, "the-forgotten", "second");
        await tables.ScrubAsync();

        Assert.Equal(0, folder.Count("the-forgotten"));
    }

    private Task<SqliteTables> OpenAsync() => SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Database, Synchronous = SqliteDurability.Normal });

    /// <summary>Puts rows of random owners, and gives what should be there.</summary>
    private async Task<Dictionary<(string, string), int>> PutManyAsync(int puts, int rows, int owners, int version = 0, SqliteTables? writer = null)
    {
        var random = new Random(puts + version);
        var expected = new Dictionary<(string, string), int>();
        for (var put = 0; put < puts; put++)
        {
            var items = Enumerable.Range(0, rows)
                .Select(_ => new SampleItem { Owner = $"U{random.Next(owners):D7}", Item = $"{random.Next(4)}", Version = (version * 1_000) + put })
                .ToList();
            await (writer ?? tables).PutAsync(Items, items);
            items.ForEach(item => expected[(item.Owner, item.Item)] = item.Version);
        }

        return expected;
    }

    private async Task<Dictionary<(string, string), int>> ScanAsync() =>
        (await tables.ScanAsync(Items).ToListAsync()).ToDictionary(item => (item.Owner, item.Item), item => item.Version);

    private long? Number(string sql)
    {
        using var session = SqliteSession.Open(Database, "");
        return session.Number(sql);
    }
}
