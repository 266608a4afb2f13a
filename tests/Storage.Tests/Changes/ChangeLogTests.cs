using System.Text.Json;
using Notify.Domain.Changes;
using Notify.Storage.Changes;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Changes;

public sealed class ChangeLogTests : IAsyncLifetime
{
    private const string Table = "notify_users";

    private readonly TemporaryFolder folder = new();
    private readonly HandSetClock time = new(new DateTimeOffset(2026, 10, 4, 8, 0, 0, TimeSpan.Zero));
    private SqliteTables tables = null!;
    private ChangeLog log = null!;
    private Watermarks watermarks = null!;

    public async ValueTask InitializeAsync()
    {
        tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = folder.File("tables.db"), Synchronous = Notify.Storage.Sqlite.SqliteDurability.Normal });
        log = new ChangeLog(tables, time);
        watermarks = new Watermarks(tables, time);
    }

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task AppendAsync_ManyWritersInManyProcesses_AreGaplessAndLoseNothing()
    {
        // Each log stands for a process: they share nothing but the table
        const int Logs = 8;
        const int Writers = 4;
        const int Appends = 25;
        var writers = Enumerable.Range(0, Logs).SelectMany(process =>
        {
            var own = new ChangeLog(tables, time);
            return Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; i < Appends; i++)
                {
                    await own.AppendAsync(Table, [$"{process}.{writer}.{i}"]);
                }
            }));
        });

        await Task.WhenAll(writers);

        var entries = await ReadAsync(0);
        Assert.Equal(Enumerable.Range(1, Logs * Writers * Appends).Select(i => (long)i), entries.Select(entry => ChangeSequence.Of(entry.Sequence)));
        Assert.Equal(Logs * Writers * Appends, entries.SelectMany(entry => entry.Keys).Distinct().Count());
        Assert.Equal(Logs * Writers * Appends, await log.LastAsync(Table));
    }

    [Fact]
    public async Task AppendAsync_ReadersMeanwhile_SeeEveryEntryOnceAndInOrder()
    {
        const int Entries = 300;
        var writers = Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            var own = new ChangeLog(tables, time);
            for (var i = 0; i < Entries / 3; i++)
            {
                await own.AppendAsync(Table, [$"{writer}.{i}"]);
            }
        })));

        var seen = new List<ChangeEntry>();
        while (seen.Count < Entries)
        {
            seen.AddRange(await ReadAsync(seen.Count));
        }

        await writers;
        Assert.Equal(Entries, seen.SelectMany(entry => entry.Keys).Distinct().Count());
    }

    [Fact]
    public async Task AppendAsync_MoreKeysThanAnEntryHolds_AreSplit()
    {
        var keys = Enumerable.Range(0, 25_000).Select(i => $"U{i}").ToList();

        var last = await log.AppendAsync(Table, [.. keys, "U0", "U1"]);

        var entries = await ReadAsync(0);
        Assert.Equal(3, last);
        Assert.Equal([10_000, 10_000, 5000], entries.Select(entry => entry.Keys.Count));
        Assert.Equal(keys, entries.SelectMany(entry => entry.Keys));
        Assert.All(entries, entry => Assert.Equal(ChangeKind.Keys, entry.Kind));
    }

    [Fact]
    public async Task AppendAsync_LongKeys_KeepEntriesSmall()
    {
        await log.AppendAsync(Table, Enumerable.Range(0, 300).Select(i => $"{i}-{new string('é', 500)}"));

        var entries = await ReadAsync(0);
        Assert.True(entries.Count > 2);
        Assert.All(entries, entry => Assert.True(JsonSerializer.SerializeToUtf8Bytes(entry.Keys).Length <= 300_000));
    }

    [Fact]
    public async Task AppendAsync_NoKeys_WritesNothing()
    {
        Assert.Equal(0, await log.AppendAsync(Table, []));
        Assert.Equal(0, await log.LastAsync(Table));
    }

    [Fact]
    public async Task AppendLoadAsync_BulkLoad_NamesTheLoadAndNoKeys()
    {
        await log.AppendAsync(Table, ["U1"]);
        await log.AppendLoadAsync(Table, "load-7");
        await log.AppendLoadAsync("notify_products", "load-7");

        var entry = Assert.Single(await ReadAsync(1));
        Assert.Equal((ChangeKind.Whole, "load-7"), (entry.Kind, entry.LoadId));
        Assert.Empty(entry.Keys);
        Assert.Equal(1, await log.LastAsync("notify_products"));
    }

    [Fact]
    public async Task ReadAsync_UpToASequence_LeavesLaterOnesOut()
    {
        await AppendEachAsync(5);

        var entries = await log.ReadAsync(Table, 1, 3).ToListAsync();

        Assert.Equal(["U2", "U3"], entries.SelectMany(entry => entry.Keys));
    }

    [Fact]
    public async Task TrimAsync_PassedAndOld_GoesAndTheRestStays()
    {
        await AppendEachAsync(10);
        await watermarks.SetAsync("first", Table, 7);
        await watermarks.SetAsync("second", Table, 4);

        var young = await log.TrimAsync(Table);
        time.Advance(TimeSpan.FromDays(2));
        var removed = await log.TrimAsync(Table);

        Assert.Equal((0, 4), (young, removed));
        Assert.Equal(4, await log.TrimmedAsync(Table));
        Assert.Equal(6, (await ReadAsync(4)).Count);
    }

    [Fact]
    public async Task AppendAsync_EverythingTrimmed_GoesOnWithTheNextNumber()
    {
        await AppendEachAsync(100);
        await watermarks.SetAsync("only", Table, 100);
        time.Advance(TimeSpan.FromDays(2));
        await log.TrimAsync(Table);

        Assert.Equal(101, await log.AppendAsync(Table, ["later"]));
        Assert.Equal(102, await new ChangeLog(tables, time).AppendAsync(Table, ["latest"]));
    }

    [Fact]
    public async Task ReadAsync_BehindWhatIsKept_SaysSo()
    {
        await AppendEachAsync(5);
        await watermarks.SetAsync("only", Table, 3);
        time.Advance(TimeSpan.FromDays(2));
        await log.TrimAsync(Table);

        var fault = await Assert.ThrowsAsync<ChangesTrimmedException>(() => ReadAsync(1));
        Assert.Contains("begins at 4, but 2 is asked for", fault.Message, StringComparison.Ordinal);

        await watermarks.SetAsync("only", Table, 5);
        await log.TrimAsync(Table);
        await Assert.ThrowsAsync<ChangesTrimmedException>(() => ReadAsync(1));
        Assert.Empty(await ReadAsync(5));
    }

    [Fact]
    public async Task TrimAsync_NoConsumerYet_KeepsEverything()
    {
        await AppendEachAsync(3);
        time.Advance(TimeSpan.FromDays(9));

        Assert.Equal(0, await log.TrimAsync(Table));
    }

    [Fact]
    public async Task SetAsync_Consumer_IsWhereItSays()
    {
        await watermarks.SetAsync("only", Table, 7);
        await watermarks.SetAsync("only", Table, 3);

        Assert.Equal(3, await watermarks.GetAsync("only", Table));
        Assert.Null(await watermarks.GetAsync("other", Table));
        await Assert.ThrowsAsync<ArgumentException>(() => watermarks.SetAsync("trimmed", Table, 1));
    }

    private Task<List<ChangeEntry>> ReadAsync(long after) => log.ReadAsync(Table, after).ToListAsync().AsTask();

    private async Task AppendEachAsync(int entries)
    {
        for (var i = 1; i <= entries; i++)
        {
            await log.AppendAsync(Table, [$"U{i}"]);
        }
    }
}
