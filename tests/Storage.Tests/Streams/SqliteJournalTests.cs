using Notify.Contracts.Streams;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;

namespace Notify.Storage.Tests.Streams;

public sealed class SqliteJournalTests : StreamsContract
{
    private readonly TemporaryFolder folder = new();
    private int partitions = 8;
    private StreamRetention retention = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Positions_AfterReopening_AreWhereTheGroupCommitted()
    {
        await Streams.AppendAsync(Topic, [Record("k", "1")]);
        await ReadAsync("g", 1);
        await Streams.AppendAsync(Topic, [Record("k", "2")]);

        await ReopenAsync();

        Assert.Equal(["2"], (await ReadAsync("g", 1)).Select(Text));
    }

    [Fact]
    public async Task Partitions_ChangedByConfiguration_KeepWhatTheTopicBeganWith()
    {
        await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 20).Select(i => Record($"k{i}", "old"))]);
        partitions = 3;
        await ReopenAsync();
        await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 20).Select(i => Record($"k{i}", "young"))]);

        var read = await ReadAsync("g", 40);

        Assert.All(read.GroupBy(record => record.Key), group => Assert.Equal(["old", "young"], group.Select(Text)));
    }

    [Fact]
    public async Task LagAsync_PartlyCommitted_CountsTheRest()
    {
        var journal = (SqliteJournal)Streams;
        await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 10).Select(i => Record($"k{i}", "v"))]);
        Assert.Equal(10, await journal.LagAsync(Topic, "g"));

        await ReadAsync("g", 4, batchSize: 4);

        Assert.Equal(6, await journal.LagAsync(Topic, "g"));
    }

    [Fact]
    public async Task CommitAsync_OlderBatchLast_NeverMovesBack()
    {
        await Streams.AppendAsync(Topic, [Record("k", "1"), Record("k", "2")]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var batches = new List<StreamBatch>();
        await foreach (var batch in Streams.ReadAsync(Topic, "g", 1, patience.Token))
        {
            batches.Add(batch);
            if (batches.Count == 2)
            {
                break;
            }
        }

        await batches[1].CommitAsync(patience.Token);
        await batches[0].CommitAsync(patience.Token);

        Assert.Equal(0, await ((SqliteJournal)Streams).LagAsync(Topic, "g"));
    }

    [Fact]
    public async Task ReadAsync_SecondReaderOfAGroup_TakesOverWhenTheFirstEnds()
    {
        using var first = new CancellationTokenSource();
        var holding = new TaskCompletionSource();
        var firstReader = Task.Run(async () =>
        {
            await foreach (var batch in Streams.ReadAsync(Topic, "g", cancellationToken: first.Token))
            {
                await batch.CommitAsync(first.Token);
                holding.SetResult();
            }
        });
        await Streams.AppendAsync(Topic, [Record("k", "1")]);
        await holding.Task;
        var secondReader = ReadAsync("g", 1);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => firstReader);
        await Streams.AppendAsync(Topic, [Record("k", "2")]);

        Assert.Equal(["2"], (await secondReader).Select(Text));
    }

    [Fact]
    public async Task ReadAsync_BatchesSmallerThanTheAppend_GiveEveryRecordOnceInOrder()
    {
        partitions = 1;
        await ReopenAsync();
        await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 100).Select(i => Record($"k{i % 3}", $"{i:D3}"))]);

        var begin = await ReadAsync("g", 30, batchSize: 7);
        var rest = await ReadAsync("g", 100 - begin.Count, batchSize: 1000);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:D3}"), begin.Concat(rest).Select(Text));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), begin.Concat(rest).Select(record => record.Position!.Value.Offset));
    }

    [Fact]
    public async Task ReadAsync_AppendOfManyBlocks_ComesBackWhole()
    {
        var value = new byte[10_000];
        await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 200).Select(i => new StreamRecord("k", value))]);

        var read = await ReadAsync("g", 200);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), read.Select(record => record.Position!.Value.Offset));
        Assert.All(read, record => Assert.Equal(10_000, record.Value.Length));
    }

    [Fact]
    public async Task EraseKeyAsync_RecordsReadAndUnread_AreGoneAndTheOthersKeepTheirOffsets()
    {
        partitions = 1;
        await ReopenAsync();
        for (var i = 0; i < 40; i++)
        {
            await Streams.AppendAsync(Topic, [Record("kept", $"k{i}"), Record("forgotten", $"secret of the forgotten {i}"), Record("forgotten-not", "n")]);
        }

        await ReadAsync("g", 30, batchSize: 30);
        var erased = await ((SqliteJournal)Streams).EraseKeyAsync(Topic, "forgotten", TestContext.Current.CancellationToken);
        var rest = await ReadAsync("g", 60);
        var all = await ReadAsync("later", 80);

        Assert.Equal(40, erased);
        Assert.Equal(60, rest.Count);
        Assert.Equal(Enumerable.Range(0, 40).SelectMany(i => new[] { 3L * i, (3L * i) + 2 }), all.Select(record => record.Position!.Value.Offset));
        Assert.Equal(0, await Streams.LagAsync(Topic, "g"));
        Assert.Equal(0, await ((SqliteJournal)Streams).EraseKeyAsync(Topic, "forgotten", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ScrubAsync_AfterErasing_LeavesNoByteOfIt()
    {
        for (var i = 0; i < 300; i++)
        {
            await Streams.AppendAsync(Topic, [.. Enumerable.Range(0, 20).Select(k => Record($"user-{k}-x", $"{{\"name\":\"secret of user-{k}-x\"}}"))]);
        }

        await ((SqliteJournal)Streams).EraseKeyAsync(Topic, "user-7-x", TestContext.Current.CancellationToken);
        await ((SqliteJournal)Streams).ScrubAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, folder.Count("user-7-x"));
        Assert.NotEqual(0, folder.Count("user-8-x"));
    }

    [Fact]
    public async Task ExpireAsync_BeyondTheBytes_RemovesTheOldestThatEveryGroupHasRead()
    {
        partitions = 1;
        retention = new StreamRetention { Bytes = 20_000 };
        await ReopenAsync();
        await Streams.AppendAsync(Topic, [new StreamRecord("k", new byte[1_000])]);
        await ReadAsync("quick", 1);
        await ReadAsync("slow", 1);
        for (var i = 1; i < 100; i++)
        {
            await Streams.AppendAsync(Topic, [new StreamRecord("k", new byte[1_000])]);
        }

        await ReadAsync("quick", 99);
        await ReadAsync("slow", 49, batchSize: 49);
        await ((SqliteJournal)Streams).ExpireAsync(TestContext.Current.CancellationToken);
        var held = await ReadAsync("new", 50);

        Assert.Equal(50, held[0].Position!.Value.Offset);
        Assert.Equal(50, await Streams.LagAsync(Topic, "slow"));
        Assert.Equal(50, (await ReadAsync("slow", 50)).Count);

        await ((SqliteJournal)Streams).ExpireAsync(TestContext.Current.CancellationToken);
        var left = await ReadAsync("newer", 19);
        Assert.InRange(left[0].Position!.Value.Offset, 80, 81);
        Assert.Equal(99, left[^1].Position!.Value.Offset);
    }

    [Fact]
    public async Task ExpireAsync_BeyondTheAge_RemovesEvenUnreadWhenTold()
    {
        partitions = 1;
        retention = new StreamRetention { Age = TimeSpan.Zero };
        await ReopenAsync();
        await Streams.AppendAsync(Topic, [Record("k", "1"), Record("k", "2")]);
        await ReadAsync("g", 1, batchSize: 1);
        await ((SqliteJournal)Streams).ExpireAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await Streams.LagAsync(Topic, "g"));

        retention = retention with { EvenUnread = true, Age = TimeSpan.FromMilliseconds(-1) };
        await ReopenAsync();
        await ((SqliteJournal)Streams).ExpireAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await Streams.LagAsync(Topic, "g"));
        await Streams.AppendAsync(Topic, [Record("k", "3")]);
        Assert.Equal(2, Assert.Single(await ReadAsync("g", 1)).Position!.Value.Offset);
    }

    [Fact]
    public async Task AppendAsync_MuchMoreThanIsKept_LeavesAFileThatDoesNotGrow()
    {
        partitions = 2;
        retention = new StreamRetention { Bytes = 1_000_000 };
        await ReopenAsync();
        for (var i = 0; i < 300; i++)
        {
            await Streams.AppendAsync(Topic, [new StreamRecord($"k{i}", new byte[100_000])]);
        }

        // Closing moves the log into the file.
        await ReopenAsync();
        Assert.InRange(new FileInfo(folder.File("journal.db")).Length, 500_000, 8_000_000);
    }

    protected override async Task<IStreams> OpenAsync() => await SqliteJournal.OpenAsync(new SqliteJournalOptions
    {
        Path = folder.File("journal.db"),
        Synchronous = SqliteDurability.Normal,
        Partitions = partitions,
        Retention = retention,
    });

    protected override async Task CloseAsync(IStreams streams) => await ((SqliteJournal)streams).DisposeAsync();
}
