using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace StreamsBench;

/// <summary>librdkafka's mock cluster in a process of its own: Kafka's protocol on loopback, records in memory.</summary>
/// <remarks>It keeps 5 MiB or 100,000 records a partition and drops the oldest: a reader that is further behind loses records, which the counts show.</remarks>
internal sealed class KafkaBrokers : IAsyncDisposable
{
    private readonly Process process;
    private readonly Joins joins = new();

    private KafkaBrokers(Process process, string bootstrapServers)
    {
        this.process = process;
        // A rebalance of the mock cluster takes the session timeout less a second. And it looks for what is fetched from its oldest
        // batch on, where brokers have an index: of more and smaller batches, that would be a fifth of a core after half a minute
        Streams = new KafkaStreams(
            new KafkaOptions { BootstrapServers = bootstrapServers, SessionTimeout = TimeSpan.FromSeconds(6), Linger = TimeSpan.FromMilliseconds(50) }, joins);
    }

    /// <summary>The product's adapter, connected to the cluster.</summary>
    public KafkaStreams Streams { get; }

    /// <summary>What the cluster has used of the processor.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="partitions">Of each of the product's topics.</param>
    public static async Task<KafkaBrokers> StartAsync(int partitions)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "MockKafka"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { $"{StreamTopics.PurchaseHistory}:{partitions}", $"{StreamTopics.Clickstream}:{partitions}" },
        })!;
        return new KafkaBrokers(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mock cluster did not start."));
    }

    /// <summary>Waits until a topic's reader has its partitions: that it takes the mock cluster seconds is not to be measured.</summary>
    public Task JoinedAsync(string topic) => joins.Of(topic).Task;

    public async ValueTask DisposeAsync()
    {
        Streams.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Hears from the adapter's log which topics are read.</summary>
    private sealed class Joins : ILogger<KafkaStreams>
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> topics = new(StringComparer.Ordinal);

        public TaskCompletionSource Of(string topic) => topics.GetOrAdd(topic, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Assigned" && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            {
                Of((string)values.Single(value => value.Key == "Topic").Value!).TrySetResult();
            }
        }
    }
}
