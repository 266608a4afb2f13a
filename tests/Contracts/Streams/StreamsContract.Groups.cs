using System.Collections.Concurrent;
using Notify.Storage.Streams;

namespace Notify.Contracts.Streams;

/// <summary>What groups of readers may rely on.</summary>
public abstract partial class StreamsContract
{
    [Fact]
    public async Task LagAsync_AsRecordsComeAndAreCommitted_IsWhatTheGroupHasNotCommitted()
    {
        Assert.Equal(0, await Streams.LagAsync(topic, "g"));
        await Streams.AppendAsync(topic, [.. Enumerable.Range(0, 10).Select(i => Record($"k{i}", "v"))]);
        Assert.Equal(10, await Streams.LagAsync(topic, "g"));

        var read = await ReadAsync("g", 4, batchSize: 4);

        Assert.Equal(10 - read.Count, await Streams.LagAsync(topic, "g"));
        Assert.Equal(10, await Streams.LagAsync(topic, "another group"));
    }

    [Fact]
    public async Task CommitAsync_OlderBatchAfterAYounger_StaysAtTheYounger()
    {
        await Streams.AppendAsync(topic, [Record("k", "1"), Record("k", "2")]);
        using var patience = new CancellationTokenSource(Patience);
        var batches = new List<StreamBatch>();
        await foreach (var batch in Streams.ReadAsync(topic, "g", 1, patience.Token))
        {
            batches.Add(batch);
            if (batches.Count == 2)
            {
                await batches[1].CommitAsync(patience.Token);
                await batches[0].CommitAsync(patience.Token);
                break;
            }
        }

        Assert.Equal(0, await Streams.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task ReadAsync_AfterReopening_GoesOnWhereTheGroupCommittedAndInOrder()
    {
        await Streams.AppendAsync(topic, [.. Enumerable.Range(0, 40).Select(i => Record($"key{i % 5}", $"{i:D2}"))]);
        var before = await ReadAsync("g", 1, batchSize: 13);
        await ReopenAsync();
        await Streams.AppendAsync(topic, [.. Enumerable.Range(40, 40).Select(i => Record($"key{i % 5}", $"{i:D2}"))]);

        var after = await ReadAsync("g", 80 - before.Count);

        Assert.Equal(Enumerable.Range(0, 80).Select(i => $"{i:D2}"), before.Concat(after).Select(Text).Order(StringComparer.Ordinal));
        Assert.All(before.Concat(after).GroupBy(record => record.Key), key => Assert.Equal(key.Select(Text).Order(StringComparer.Ordinal), key.Select(Text)));
    }

    [Fact]
    public async Task ReadAsync_TwoReadersOfAGroup_TogetherGetEverything()
    {
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var read = new Signal();
        using var first = new CancellationTokenSource(Patience);
        using var second = new CancellationTokenSource(Patience);
        var readers = new[] { first, second }.Select(stop => Task.Run(async () =>
        {
            await foreach (var batch in Streams.ReadAsync(topic, "g", 20, stop.Token))
            {
                await batch.CommitAsync(stop.Token);
                foreach (var record in batch.Records)
                {
                    seen[Text(record)] = true;
                }

                read.Raise();
            }
        })).ToArray();

        await Streams.AppendAsync(topic, [.. Enumerable.Range(0, 200).Select(i => Record($"k{i}", $"{i}"))]);
        await read.UntilAsync(() => seen.Count == 200);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => readers[0]);
        await Streams.AppendAsync(topic, [.. Enumerable.Range(200, 200).Select(i => Record($"k{i}", $"{i}"))]);
        await read.UntilAsync(() => seen.Count == 400);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => readers[1]);
        Assert.Equal(0, await Streams.LagAsync(topic, "g"));
    }
}
