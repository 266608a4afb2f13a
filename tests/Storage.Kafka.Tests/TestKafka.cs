using System.Text;
using MockKafka;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>The adapter as the tests use it.</summary>
internal static class TestKafka
{
    /// <summary>How long a test waits for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>A rebalance of the mock cluster takes the session timeout less a second, so that is short.</summary>
    public static KafkaOptions Options(MockCluster cluster) => new()
    {
        BootstrapServers = cluster.BootstrapServers,
        SessionTimeout = TimeSpan.FromSeconds(3),
        Linger = TimeSpan.Zero,
    };

    public static StreamRecord Record(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    public static StreamRecord[] Records(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Record($"k{i}", $"{i}"))];

    public static string Text(StreamRecord record) => Encoding.UTF8.GetString(record.Value.Span);

    /// <summary>Reads and commits until so many records have come.</summary>
    public static async Task<List<StreamRecord>> CollectAsync(this IStreams streams, string topic, string group, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = new List<StreamRecord>();
        await foreach (var batch in streams.ReadAsync(topic, group, cancellationToken: patience.Token))
        {
            read.AddRange(batch.Records);
            await batch.CommitAsync(patience.Token);
            if (read.Count >= count)
            {
                break;
            }
        }

        return read;
    }
}
