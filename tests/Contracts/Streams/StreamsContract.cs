using System.Text;
using Notify.Storage.Streams;

namespace Notify.Contracts.Streams;

/// <summary>What every adapter of the streams port must do. Each test uses a topic of its own.</summary>
public abstract partial class StreamsContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string topic = $"topic-{Guid.NewGuid():N}";

    protected IStreams Streams { get; private set; } = null!;

    /// <summary>Opens the adapter, on what it held before when called again.</summary>
    protected abstract Task<IStreams> OpenAsync();

    /// <summary>Closes the adapter, keeping what it holds.</summary>
    protected abstract Task CloseAsync(IStreams streams);

    public async ValueTask InitializeAsync() => Streams = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(Streams);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ReadAsync_AppendedBefore_GivesEveryRecordWhole()
    {
        var record = new StreamRecord("kéy", new byte[] { 0, 1, 255 }, new Dictionary<string, string> { ["event_id"] = "e1", ["ü"] = "" });
        await Streams.AppendAsync(topic, [record, new StreamRecord("", Array.Empty<byte>())]);

        var read = await ReadAsync("g", 2);

        var back = Assert.Single(read, r => r.Key == "kéy");
        Assert.Equal(record.Value.ToArray(), back.Value.ToArray());
        Assert.Equal(record.Headers, back.Headers);
        Assert.Empty(Assert.Single(read, r => r.Key.Length == 0).Value.ToArray());
    }

    [Fact]
    public async Task ReadAsync_RecordsOfOneKey_KeepTheirOrder()
    {
        for (var chunk = 0; chunk < 10; chunk++)
        {
            await Streams.AppendAsync(topic, [.. Enumerable.Range(0, 50).Select(i => Record($"key{i % 5}", $"{chunk * 50 + i:D4}"))]);
        }

        var read = await ReadAsync("g", 500, batchSize: 33);

        Assert.Equal(500, read.Select(Text).Distinct().Count());
        Assert.All(read.GroupBy(record => record.Key), group => Assert.Equal(group.Select(Text).Order(StringComparer.Ordinal), group.Select(Text)));
    }

    [Fact]
    public async Task ReadAsync_NothingYet_WakesForWhatComes()
    {
        var reading = ReadAsync("g", 1);
        Assert.False(reading.IsCompleted);

        await Streams.AppendAsync(topic, [Record("k", "late")]);

        Assert.Equal("late", Text(Assert.Single(await reading)));
    }

    [Fact]
    public async Task ReadAsync_BatchNotCommitted_ComesAgain()
    {
        await Streams.AppendAsync(topic, [Record("k", "1"), Record("k", "2")]);

        Assert.Equal(["1", "2"], (await ReadAsync("g", 2, commit: false)).Select(Text));
        Assert.Equal(["1", "2"], (await ReadAsync("g", 2, commit: true)).Select(Text));

        await Streams.AppendAsync(topic, [Record("k", "3")]);
        Assert.Equal(["3"], (await ReadAsync("g", 1)).Select(Text));
    }

    [Fact]
    public async Task ReadAsync_EveryRecord_StandsAtAPositionOfItsOwnThatGrowsWithinItsPartition()
    {
        await Streams.AppendAsync(topic, [.. Enumerable.Range(0, 100).Select(i => Record($"key{i % 7}", $"{i:D3}"))]);

        var read = await ReadAsync("g", 100, commit: false, batchSize: 30);
        var again = await ReadAsync("other", 100, batchSize: 100);

        Assert.All(read, record => Assert.NotNull(record.Position));
        Assert.Equal(100, read.Select(record => record.Position).Distinct().Count());
        Assert.All(read.GroupBy(record => record.Key), key => Assert.Single(key.Select(record => record.Position!.Value.Partition).Distinct()));
        Assert.All(read.GroupBy(record => record.Position!.Value.Partition), partition =>
        {
            var offsets = partition.Select(record => record.Position!.Value.Offset).ToList();
            Assert.Equal(offsets.Order(), offsets);
        });
        var positions = again.ToDictionary(Text, record => record.Position);
        Assert.All(read, record => Assert.Equal(positions[Text(record)], record.Position));
    }

    [Fact]
    public async Task ReadAsync_TwoGroups_EachGetEverything()
    {
        await Streams.AppendAsync(topic, [Record("k", "1"), Record("k", "2")]);

        Assert.Equal(["1", "2"], (await ReadAsync("one", 2)).Select(Text));
        Assert.Equal(["1", "2"], (await ReadAsync("other", 2)).Select(Text));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in Streams.ReadAsync(topic, "g", cancellationToken: stop.Token))
            {
            }
        });

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    [Fact]
    public async Task AppendAsync_ManyWriters_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await Streams.AppendAsync(topic, [Record($"w{writer}", $"{writer}-{i:D3}")]);
            }
        })));

        var read = await ReadAsync("g", 400);

        Assert.Equal(400, read.Select(Text).Distinct().Count());
        Assert.All(read.GroupBy(record => record.Key), group => Assert.Equal(group.Select(Text).Order(StringComparer.Ordinal), group.Select(Text)));
    }

    [Fact]
    public async Task AppendAsync_NoRecords_DoesNothing()
    {
        await Streams.AppendAsync(topic, []);
        await Streams.AppendAsync(topic, [Record("k", "1")]);

        Assert.Single(await ReadAsync("g", 1));
    }

    [Fact]
    public async Task AppendAsync_UnicodeAndEmptyHeaders_ComeBackAsTheyWere()
    {
        var headers = new Dictionary<string, string> { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["größe"] = "✓ 日本語 🛒", ["none"] = "" };
        await Streams.AppendAsync(topic, [new StreamRecord("🛒", Array.Empty<byte>(), headers)]);

        var back = Assert.Single(await ReadAsync("g", 1));

        Assert.Equal("🛒", back.Key);
        Assert.True(back.Value.IsEmpty);
        Assert.Equal(headers, back.Headers);
    }

    [Fact]
    public async Task DeadLetters_RejectedRecord_IsKeptWholeWithItsReason()
    {
        var record = new StreamRecord("kéy", new byte[] { 0, 1, 255 }, new Dictionary<string, string>
        {
            ["event_id"] = "e1",
            [DeadLetters.ReasonHeader] = "an older reason",
        });

        await new DeadLetters(Streams).SetAsideAsync(topic, [new RejectedRecord(record, "no such product"), new RejectedRecord(Record("k", "v"), new string('x', 5_000))]);

        var letters = await ReadAsync("g", 2, topic: StreamTopics.DeadLettersOf(topic));
        var letter = Assert.Single(letters, one => one.Key == "kéy");
        Assert.Equal(record.Value.ToArray(), letter.Value.ToArray());
        Assert.Equal(
            new Dictionary<string, string> { ["event_id"] = "e1", [DeadLetters.ReasonHeader] = "no such product", [DeadLetters.TopicHeader] = topic },
            letter.Headers);
        Assert.Equal(DeadLetters.LongestReason, Assert.Single(letters, one => one.Key == "k").Headers![DeadLetters.ReasonHeader].Length);
    }

    protected static StreamRecord Record(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    protected static string Text(StreamRecord record) => Encoding.UTF8.GetString(record.Value.Span);

    /// <summary>Reads until so many records have come, then ends that reader.</summary>
    protected async Task<List<StreamRecord>> ReadAsync(string group, int count, bool commit = true, int batchSize = 500, string? topic = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = new List<StreamRecord>();
        await foreach (var batch in Streams.ReadAsync(topic ?? this.topic, group, batchSize, patience.Token))
        {
            Assert.InRange(batch.Records.Count, 1, batchSize);
            read.AddRange(batch.Records);
            if (commit)
            {
                await batch.CommitAsync(patience.Token);
            }

            if (read.Count >= count)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>Closes and opens again.</summary>
    protected async Task ReopenAsync()
    {
        await CloseAsync(Streams);
        Streams = await OpenAsync();
    }

    protected string Topic => topic;
}
