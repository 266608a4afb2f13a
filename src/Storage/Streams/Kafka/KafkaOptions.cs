namespace Notify.Storage.Streams.Kafka;

/// <summary>Which Kafka carries the streams.</summary>
public sealed record KafkaOptions
{
    /// <summary><c>host:port</c> of some brokers, with commas.</summary>
    public required string BootstrapServers { get; init; }
}
