using MockKafka;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>Making topics ahead of their first use.</summary>
public sealed class KafkaTopicSetupTests : IDisposable
{
    private readonly MockCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task EnsureAsync_Topic_IsMadeOnceAndNeverByLooking()
    {
        using var setup = new KafkaTopicSetup(TestKafka.Options(cluster));

        Assert.False(await setup.EnsureAsync("orders", dryRun: true, TestContext.Current.CancellationToken));
        Assert.False(await setup.EnsureAsync("orders", dryRun: false, TestContext.Current.CancellationToken));
        Assert.True(await setup.EnsureAsync("orders", dryRun: true, TestContext.Current.CancellationToken));
        Assert.True(await setup.EnsureAsync("orders", dryRun: false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EnsureAsync_NoBrokers_SaysThatTheyCannotBeReached()
    {
        using var setup = new KafkaTopicSetup(new KafkaOptions { BootstrapServers = "127.0.0.1:1", RequestTimeout = TimeSpan.FromSeconds(1) });

        var fault = await Assert.ThrowsAsync<StorageException>(() => setup.EnsureAsync("orders", dryRun: true, TestContext.Current.CancellationToken));

        Assert.Contains("Kafka at 127.0.0.1:1, topic orders", fault.Location, StringComparison.Ordinal);
    }
}
