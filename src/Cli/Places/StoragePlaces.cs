using System.Text.Json.Serialization;
using Notify.Storage;
using Notify.Storage.Objects.S3;
using Notify.Storage.Streams.Kafka;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Cli.Places;

/// <summary>Which services keep a shop's data; what is null is in the home folder. A home folder remembers it: it holds no secrets.</summary>
internal sealed record StoragePlaces
{
    public TablesPlace? Tables { get; init; }

    public ObjectsPlace? Objects { get; init; }

    public StreamsPlace? Streams { get; init; }

    /// <param name="folder">The home folder.</param>
    /// <param name="security">How the connection to Kafka is protected.</param>
    public StorageOptions ToOptions(string folder, KafkaSecurity? security) => new()
    {
        Folder = folder,
        DynamoDb = Tables?.ToOptions(),
        S3 = Objects?.ToOptions(),
        Kafka = Streams?.ToOptions(security),
    };
}

/// <summary>A DynamoDB.</summary>
/// <param name="Region">AWS region; null for the SDK's default.</param>
/// <param name="Url">Address of a compatible server instead of AWS.</param>
/// <param name="Prefix">What every table's name begins with.</param>
internal sealed record TablesPlace(string? Region, string? Url, string Prefix)
{
    public override string ToString() => $"DynamoDB {Url ?? Region ?? "in the default region"}{(Prefix.Length > 0 ? $", tables {Prefix}…" : "")}";

    public DynamoDbOptions ToOptions() => new() { Region = Region, ServiceUrl = Url is null ? null : new Uri(Url), TablePrefix = Prefix };
}

/// <summary>A bucket of S3.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Prefix">What every key begins with, without a slash at its ends.</param>
/// <param name="Region">AWS region; null for the SDK's default.</param>
/// <param name="Url">Address of a compatible server instead of AWS.</param>
internal sealed record ObjectsPlace(string Bucket, string Prefix, string? Region, string? Url)
{
    /// <summary>As it is given on the command line.</summary>
    [JsonIgnore]
    public string Location => $"s3://{Bucket}{(Prefix.Length > 0 ? $"/{Prefix}" : "")}";

    public override string ToString() => $"{Location}{(Url is null ? "" : $" at {Url}")}";

    public S3Options ToOptions() => new() { Bucket = Bucket, Prefix = Prefix, Region = Region, ServiceUrl = Url is null ? null : new Uri(Url) };
}

/// <summary>A Kafka.</summary>
/// <param name="Servers"><c>host:port</c> of some brokers, with commas.</param>
internal sealed record StreamsPlace(string Servers)
{
    public override string ToString() => $"kafka://{Servers}";

    public KafkaOptions ToOptions(KafkaSecurity? security) => new() { BootstrapServers = Servers, Security = security ?? new() };
}
