using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Notify.Storage.Streams.Kafka;

/// <summary>
/// Streams on Kafka. Appends go through an idempotent producer and return once every record is acknowledged by all
/// copies in step. The readers of a group share the partitions of a topic; each yields what its own partitions hold.
/// </summary>
/// <remarks>
/// A key's partition is the one that Kafka's own clients choose. A batch whose partitions have meanwhile become
/// another reader's does not commit them: its records come again there, and the log says so.
/// </remarks>
public sealed class KafkaStreams : IStreams, IDisposable
{
    private readonly KafkaOptions options;
    private readonly ILogger logger;
    private readonly KafkaFaults faults;
    private readonly KafkaProducer producer;
    private readonly KafkaTopics topics;

    /// <summary>Prepares the clients; brokers are asked when the streams are first used.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its bounds.</exception>
    /// <exception cref="StorageException">The native library is missing, or refuses the options.</exception>
    public KafkaStreams(KafkaOptions options, ILogger<KafkaStreams>? logger = null)
    {
        options.Validate();
        this.options = options;
        this.logger = logger ?? NullLogger<KafkaStreams>.Instance;
        faults = new KafkaFaults(options);
        producer = new KafkaProducer(options, faults, this.logger);
        topics = new KafkaTopics(options, faults, this.logger);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">
    /// One or more records were not acknowledged within the delivery timeout, or were refused; the outcome of all is
    /// known then, and all may be appended again.
    /// </exception>
    public async Task AppendAsync(string topic, IReadOnlyCollection<StreamRecord> records, CancellationToken cancellationToken = default)
    {
        if (records.Count == 0)
        {
            return;
        }

        await topics.EnsureAsync(topic, cancellationToken).ConfigureAwait(false);
        await producer.AppendAsync(topic, records, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The topic cannot be opened, or the brokers refuse the reader.</exception>
    public async IAsyncEnumerable<StreamBatch> ReadAsync(
        string topic, string group, int batchSize = 500, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        await topics.EnsureAsync(topic, cancellationToken).ConfigureAwait(false);
        var reader = new KafkaReader(options, faults, logger, topic, group, batchSize);
        await using (reader.ConfigureAwait(false))
        {
            while (true)
            {
                yield return await reader.NextAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The brokers cannot be asked.</exception>
    public async Task<long> LagAsync(string topic, string group, CancellationToken cancellationToken = default)
    {
        await topics.EnsureAsync(topic, cancellationToken).ConfigureAwait(false);
        return await topics.LagAsync(topic, group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the appends under way and closes the connections. Readers end by their own cancellation.</summary>
    public void Dispose()
    {
        topics.Dispose();
        producer.Dispose();
    }
}
