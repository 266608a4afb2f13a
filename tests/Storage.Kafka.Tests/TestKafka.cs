using MockKafka;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>The adapter as the tests use it.</summary>
internal static class TestKafka
{
    /// <summary>How long a test waits for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A rebalance of the mock cluster takes the session timeout less a second, so that is short.</summary>
    public static KafkaOptions Options(MockCluster cluster) => new()
    {
        BootstrapServers = cluster.BootstrapServers,
        SessionTimeout = TimeSpan.FromSeconds(3),
        Linger = TimeSpan.Zero,
    };
}
