using MockKafka;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>Readers of one group that come and go.</summary>
public sealed class RebalanceTests : IDisposable
{
    private readonly MockCluster cluster = new(brokers: 2);
    private readonly string topic = $"topic-{Guid.NewGuid():N}";
    private readonly KafkaStreams streams;
    private readonly Ledger ledger = new();

    public RebalanceTests()
    {
        cluster.CreateTopic(topic, 6);
        streams = new KafkaStreams(TestKafka.Options(cluster));
    }

    public void Dispose()
    {
        streams.Dispose();
        cluster.Dispose();
    }

    [Fact]
    public async Task ReadAsync_ReadersJoinAndLeaveWithBatchesInFlight_LosesNothingAndRepeatsNothingCommitted()
    {
        using var stop = new CancellationTokenSource();
        var appended = AppendUntilAsync(stop.Token);
        var first = new GroupReader(cluster, topic, ledger);
        await ledger.Written.UntilAsync(() => first.Read > 0);
        var second = new GroupReader(cluster, topic, ledger);
        await ledger.Written.UntilAsync(() => second.Read > 0);
        var third = new GroupReader(cluster, topic, ledger);
        await ledger.Written.UntilAsync(() => third.Read > 0);

        await first.DisposeAsync();
        var (secondRead, thirdRead) = (second.Read, third.Read);
        await ledger.Written.UntilAsync(() => second.Read > secondRead && third.Read > thirdRead);
        await second.DisposeAsync();
        await stop.CancelAsync();
        var count = await appended;
        await ledger.Written.UntilAsync(() => ledger.Distinct == count);
        await third.DisposeAsync();

        Assert.Empty(ledger.CameAfterTheirCommit);
        Assert.Equal(0, await streams.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task ReadAsync_CallerHoldsItsBatch_OtherReaderGetsItsShareAndTheLostPartitionsAreNotCommitted()
    {
        var log = new LogRecorder();
        using var slow = new KafkaStreams(TestKafka.Options(cluster), log);
        using var patience = new CancellationTokenSource(TestKafka.Patience);
        await streams.AppendAsync(topic, TestKafka.Records(0, 40));
        var held = new List<StreamBatch>();
        GroupReader? quick = null;
        await foreach (var batch in slow.ReadAsync(topic, "g", cancellationToken: patience.Token))
        {
            held.Add(batch);
            if (held.Sum(one => one.Records.Count) == 40)
            {
                quick = new GroupReader(cluster, topic, ledger);
                await ledger.Written.UntilAsync(() => quick.Read > 0);
                foreach (var one in held)
                {
                    await one.CommitAsync(patience.Token);
                }

                break;
            }
        }

        await ledger.Written.UntilAsync(async () => await streams.LagAsync(topic, "g") == 0);
        Assert.Contains(log.Lines, line => line.Contains("did not commit partitions", StringComparison.Ordinal));
        // What the first one lost came again to the second, and only that
        Assert.InRange(quick!.Read, 1, 39);
        await quick.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_CoordinatorAndLeadersMove_GoesOnWithoutLoss()
    {
        await using var reader = new GroupReader(cluster, topic, ledger);
        await streams.AppendAsync(topic, TestKafka.Records(0, 100));
        await ledger.Written.UntilAsync(() => ledger.Distinct == 100);

        foreach (var broker in new[] { 2, 1 })
        {
            cluster.SetCoordinator("g", broker);
            for (var partition = 0; partition < 6; partition++)
            {
                cluster.SetLeader(topic, partition, broker);
            }

            var before = ledger.Distinct;
            await streams.AppendAsync(topic, TestKafka.Records(before, 100));
            await ledger.Written.UntilAsync(() => ledger.Distinct == before + 100);
        }

        await ledger.Written.UntilAsync(async () => await streams.LagAsync(topic, "g") == 0);
    }

    // Appends without a pause and says at the end how much
    private async Task<int> AppendUntilAsync(CancellationToken stop)
    {
        var count = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            await streams.AppendAsync(topic, TestKafka.Records(count, 20), CancellationToken.None);
            count += 20;
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        return count;
    }
}
