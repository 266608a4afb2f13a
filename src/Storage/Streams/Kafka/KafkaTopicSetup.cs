using Microsoft.Extensions.Logging.Abstractions;

namespace Notify.Storage.Streams.Kafka;

/// <summary>Makes topics ahead of their first use, for brokers that let only an operator do so.</summary>
public sealed class KafkaTopicSetup : IDisposable
{
    private readonly KafkaTopics topics;

    /// <param name="options">Which Kafka.</param>
    /// <exception cref="StorageException">The native library is missing, or refuses the options.</exception>
    public KafkaTopicSetup(KafkaOptions options)
    {
        options.Validate();
        topics = new KafkaTopics(options, new KafkaFaults(options), NullLogger.Instance);
    }

    /// <summary>Makes a topic where it is missing.</summary>
    /// <param name="topic">Its name.</param>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="StorageException">It cannot be made, or the brokers cannot be reached.</exception>
    public async Task<bool> EnsureAsync(string topic, bool dryRun, CancellationToken cancellationToken = default)
    {
        if (await topics.ExistsAsync(topic, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (!dryRun)
        {
            await topics.EnsureAsync(topic, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => topics.Dispose();
}
