using MockKafka;
using Notify.Contracts;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>Brokers that are away, or answer with errors.</summary>
public sealed class BrokerFaultTests : IDisposable
{
    private readonly MockCluster cluster = new();
    private readonly string topic = $"topic-{Guid.NewGuid():N}";
    private readonly LogRecorder log = new();
    private readonly KafkaStreams streams;

    public BrokerFaultTests()
    {
        cluster.CreateTopic(topic, 4);
        streams = new KafkaStreams(TestKafka.Options(cluster) with { DeliveryTimeout = TimeSpan.FromSeconds(80) }, log);
    }

    public void Dispose()
    {
        streams.Dispose();
        cluster.Dispose();
    }

    [Fact]
    public async Task AppendAndRead_BrokerAwayForAWhile_WaitAndLoseAndDoubleNothing()
    {
        await streams.AppendAsync(topic, TestKafka.Records(0, 100));
        var read = new List<string>();
        var grown = new Signal();
        using var stop = new CancellationTokenSource(TestKafka.Patience);
        var reading = Task.Run(async () =>
        {
            await foreach (var batch in streams.ReadAsync(topic, "g", cancellationToken: stop.Token))
            {
                await batch.CommitAsync(stop.Token);
                lock (read)
                {
                    read.AddRange(batch.Records.Select(TestKafka.Text));
                }

                grown.Raise();
            }
        });
        await grown.UntilAsync(() => Count(read) == 100);

        cluster.SetDown(1);
        var appends = Enumerable.Range(1, 9).Select(i => streams.AppendAsync(topic, TestKafka.Records(i * 100, 100))).ToArray();
        await log.Written.UntilAsync(() => log.Lines.Any(line => line.Contains("AllBrokersDown", StringComparison.Ordinal)));
        await Task.Delay(Outage);
        Assert.DoesNotContain(appends, append => append.IsCompleted);
        cluster.SetUp(1);

        await Task.WhenAll(appends);
        await grown.UntilAsync(() => Count(read) >= 1_000);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(Enumerable.Range(0, 1_000), read.Select(int.Parse).Order());
        Assert.Equal(0, await streams.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task AppendAsync_PassingErrors_AreRetriedWithoutDoubling()
    {
        // leader not available, not the leader, timed out, not enough replicas
        cluster.Fail(MockRequest.Produce, 5, 6, 7, 19);

        await streams.AppendAsync(topic, TestKafka.Records(0, 200));

        Assert.Equal(Enumerable.Range(0, 200), (await streams.CollectAsync(topic, "g", 200)).Select(TestKafka.Text).Select(int.Parse).Order());
    }

    [Fact]
    public async Task AppendAsync_NotAllowed_IsAFaultWithItsRemedy()
    {
        await streams.AppendAsync(topic, [TestKafka.Record("k", "before")]);
        cluster.Fail(MockRequest.Produce, 29);

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.AppendAsync(topic, [TestKafka.Record("k", "refused")]));

        Assert.Contains(topic, fault.Location, StringComparison.Ordinal);
        Assert.Contains("Grant", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(47)] // invalid producer epoch: this producer is no good any more
    [InlineData(45)] // out of order sequence
    [InlineData(2)] // the broker found the batch corrupt
    public async Task AppendAsync_ProducerUpset_TheSameAppendWorksAgain(int error)
    {
        await streams.AppendAsync(topic, [TestKafka.Record("k", "before")]);
        cluster.Fail(MockRequest.Produce, error);

        // Whether librdkafka gets over it or fails is its own affair
        await Record.ExceptionAsync(() => streams.AppendAsync(topic, [TestKafka.Record("k", "again")]));
        await streams.AppendAsync(topic, [TestKafka.Record("k", "again")]);

        Assert.Equal(["before", "again"], (await streams.CollectAsync(topic, "g", 2)).Select(TestKafka.Text).Distinct());
    }

    [Fact]
    public async Task AppendAsync_OneRecordTooLarge_NamesTheRemedyAndKeepsTheOthers()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.AppendAsync(
            topic, [TestKafka.Record("a", "small"), new StreamRecord("b", new byte[2_000_000]), TestKafka.Record("c", "small")]));

        Assert.Contains("1 of 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRecordBytes", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], (await streams.CollectAsync(topic, "g", 2)).Select(record => record.Key).Order());
    }

    [Fact]
    public async Task AppendAsync_MoreThanMayBeUnderWay_WaitsInsteadOfFailing()
    {
        using var narrow = new KafkaStreams(TestKafka.Options(cluster) with { MaxUnacknowledgedBytes = 1 << 20 });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => narrow.AppendAsync(
            topic, [.. Enumerable.Range(0, 2_000).Select(i => new StreamRecord($"w{writer}-{i}", new byte[1_000]))])));

        Assert.Equal(8_000, await narrow.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task AppendAsync_Cancelled_StopsWaiting()
    {
        await streams.AppendAsync(topic, [TestKafka.Record("k", "1")]);
        cluster.SetDown(1);
        using var stop = new CancellationTokenSource();
        var append = streams.AppendAsync(topic, [TestKafka.Record("k", "2")], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append.WaitAsync(TestKafka.Patience));
        cluster.SetUp(1);
    }

    [Fact]
    public async Task CommitAsync_PassingErrors_AreRetried()
    {
        await streams.AppendAsync(topic, TestKafka.Records(0, 10));
        // not the coordinator, coordinator is loading, rebalance in progress, timed out
        cluster.Fail(MockRequest.OffsetCommit, 16, 14, 27, 7);

        await streams.CollectAsync(topic, "g", 10);

        Assert.Equal(0, await streams.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task CommitAsync_NotAllowed_IsAFaultWithItsRemedy()
    {
        await streams.AppendAsync(topic, TestKafka.Records(0, 1));
        cluster.Fail(MockRequest.OffsetCommit, 30);

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.CollectAsync(topic, "g", 1));

        Assert.Contains("Grant", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, await streams.LagAsync(topic, "g"));
    }

    [Fact]
    public async Task ReadAsync_GroupNotAllowed_IsAFaultWithItsRemedy()
    {
        await streams.AppendAsync(topic, TestKafka.Records(0, 1));
        cluster.Fail(MockRequest.JoinGroup, 30, 30, 30);

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.CollectAsync(topic, "g", 1));

        Assert.Contains("group g cannot read on", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Grant", fault.Remedy, StringComparison.Ordinal);
    }

    // The nightly run holds on for as long as a broker takes to restart: the time is what is tested
    private static TimeSpan Outage => Environment.GetEnvironmentVariable("NOTIFY_TEST_MODE") == "nightly" ? TimeSpan.FromSeconds(30) : TimeSpan.Zero;

    private static int Count(List<string> read)
    {
        lock (read)
        {
            return read.Count;
        }
    }
}
