namespace Notify.Storage.Streams;

/// <summary>Streams that can be rid of one person's records. Kafka cannot: its records go when their retention ends.</summary>
public interface IErasableStreams
{
    /// <summary>Takes every record of a key out of a topic, read or not. What is appended meanwhile may stay.</summary>
    /// <returns>How many records there were.</returns>
    Task<long> EraseKeyAsync(string topic, string key, CancellationToken cancellationToken = default);
}
