using Notify.Storage.Objects.S3;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams.Kafka;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Storage;

/// <summary>Where Notify keeps its data: in a folder of this machine, but for the ports that name a service.</summary>
public sealed record StorageOptions
{
    /// <summary>The folder that holds <c>tables.db</c>, <c>journal.db</c> and <c>objects/</c>; created where it is missing. Default: <c>.notify</c>.</summary>
    public string Folder { get; init; } = ".notify";

    /// <summary>What an acknowledged write survives. Default: a power cut.</summary>
    public SqliteDurability Synchronous { get; init; } = SqliteDurability.Full;

    /// <summary>Partitions of a new stream topic, 1 to 1,024. Default: 8.</summary>
    public int StreamPartitions { get; init; } = 8;

    /// <summary>The DynamoDB that holds the tables; null for <c>tables.db</c>.</summary>
    public DynamoDbOptions? DynamoDb { get; init; }

    /// <summary>The S3 bucket that holds the objects; null for <c>objects/</c>.</summary>
    public S3Options? S3 { get; init; }

    /// <summary>The Kafka that carries the streams; null for <c>journal.db</c>.</summary>
    public KafkaOptions? Kafka { get; init; }
}
