using System.Diagnostics;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace StreamsBench;

/// <summary>librdkafka's mock cluster in a process of its own: Kafka's protocol on loopback, records in memory.</summary>
/// <remarks>It keeps 5 MiB or 100,000 records a partition and drops the oldest: a reader that is further behind loses records, which the counts show.</remarks>
internal sealed class KafkaBrokers : IAsyncDisposable
{
    private readonly Process process;

    private KafkaBrokers(Process process, string bootstrapServers)
    {
        this.process = process;
        Streams = new KafkaStreams(new KafkaOptions { BootstrapServers = bootstrapServers });
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

    public async ValueTask DisposeAsync()
    {
        Streams.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
