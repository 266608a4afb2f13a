using Notify.Contracts.Tables;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

/// <summary>The stores on a disk that becomes full, and has room again.</summary>
public sealed class SmallDiskTests
{
    private const int MostWrites = 100_000;
    private static readonly TableDefinition<SampleItem> Keyed = new("keyed", "owner", "item");
    private static readonly TableDefinition<SampleItem> Arrivals = new("arrivals", "owner", "item") { IsAppendMostly = true };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutAsync_DiskFullThenFreed_SaysSoLosesNothingAndGoesOn(bool byKey)
    {
        using var disk = SmallDisk.Mount(48);
        var table = byKey ? Keyed : Arrivals;
        var acknowledged = 0;
        async Task PutAsync(SqliteTables tables)
        {
            await tables.PutAsync(table, [.. Enumerable.Range(0, 100).Select(i => new SampleItem { Owner = $"{acknowledged:D6}", Item = new string('x', 200) + i })]);
            acknowledged++;
        }

        await using (var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = disk.File("tables.db") }))
        {
            await PutAsync(tables);
            disk.Fill(leave: 4_000_000);
            var fault = await UntilFullAsync(() => PutAsync(tables));

            RequireClear(fault, disk.File("tables.db"));
            await Assert.ThrowsAsync<StorageException>(() => PutAsync(tables));
            Assert.Equal(100L * acknowledged, await tables.CountAsync(table));

            disk.Free();
            await PutAsync(tables);
            Assert.Equal(100L * acknowledged, await tables.CountAsync(table));
        }

        await using var later = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = disk.File("tables.db") });
        Assert.Equal(100L * acknowledged, (await later.ScanAsync(table).ToListAsync()).Distinct().Count());
    }

    [Fact]
    public async Task AppendAsync_DiskFullThenFreed_SaysSoLosesNothingAndGoesOn()
    {
        using var disk = SmallDisk.Mount(48);
        var acknowledged = new List<string>();
        async Task AppendAsync(SqliteJournal journal)
        {
            var name = $"r{acknowledged.Count}";
            await journal.AppendAsync("topic", [new StreamRecord(name, new byte[5_000])]);
            acknowledged.Add(name);
        }

        await using (var journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = disk.File("journal.db") }))
        {
            await AppendAsync(journal);
            disk.Fill(leave: 4_000_000);
            var fault = await UntilFullAsync(() => AppendAsync(journal));

            RequireClear(fault, disk.File("journal.db"));
            disk.Free();
            await AppendAsync(journal);
        }

        await using var later = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = disk.File("journal.db") });
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await ReadAsync(later, acknowledged.Count)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenAsync_DiskFull_SaysSoAndWorksOnceThereIsRoom()
    {
        using var disk = SmallDisk.Mount(4);
        disk.Fill(leave: 0);

        var fault = await Assert.ThrowsAsync<StorageException>(() => OpenAndCloseAsync());
        RequireClear(fault, disk.File("tables.db"));
        disk.Free();
        await OpenAndCloseAsync();

        async Task OpenAndCloseAsync()
        {
            await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = disk.File("tables.db") });
            await tables.PutAsync(Keyed, [new SampleItem { Owner = "o", Item = "i" }]);
        }
    }

    private static void RequireClear(StorageException fault, string path)
    {
        Assert.Equal(path, fault.Location);
        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", fault.Remedy, StringComparison.Ordinal);
    }

    private static async Task<StorageException> UntilFullAsync(Func<Task> write)
    {
        for (var i = 0; i < MostWrites; i++)
        {
            try
            {
                await write();
            }
            catch (StorageException full)
            {
                return full;
            }
        }

        throw new InvalidOperationException("The disk did not fill.");
    }

    private static async Task<List<string>> ReadAsync(SqliteJournal journal, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var keys = new List<string>();
        await foreach (var batch in journal.ReadAsync("topic", "g", cancellationToken: patience.Token))
        {
            keys.AddRange(batch.Records.Select(record => record.Key));
            if (keys.Count >= count)
            {
                break;
            }
        }

        return keys;
    }
}
