using Notify.Contracts.Streams;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;

namespace Notify.Storage.Tests.Streams;

public sealed class SqliteJournalTests : StreamsContract
{
    private readonly TemporaryFolder folder = new();
    private int partitions = 8;

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

    protected override async Task<IStreams> OpenAsync() => await SqliteJournal.OpenAsync(new SqliteJournalOptions
    {
        Path = folder.File("journal.db"),
        Synchronous = SqliteDurability.Normal,
        Partitions = partitions,
    });

    protected override async Task CloseAsync(IStreams streams) => await ((SqliteJournal)streams).DisposeAsync();
}
