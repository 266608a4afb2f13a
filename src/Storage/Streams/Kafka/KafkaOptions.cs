using System.ComponentModel.DataAnnotations;

namespace Notify.Storage.Streams.Kafka;

/// <summary>Which Kafka carries the streams, and how it is used.</summary>
public sealed record KafkaOptions
{
    /// <summary><c>host:port</c> of some brokers, with commas.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>What the brokers know this client by, in their logs and quotas. Default: <c>notify</c>.</summary>
    public string ClientId { get; init; } = "notify";

    /// <summary>Partitions of a topic that is new, 1 to 10,000: the most readers that can share its work. Default: 12.</summary>
    public int Partitions { get; init; } = 12;

    /// <summary>Copies of each partition of a topic that is new, 1 to 100; null for the brokers' default. Default: null.</summary>
    public short? ReplicationFactor { get; init; }

    /// <summary>How long records of a topic that is new are kept, at least 1 s; null for the brokers' default. Default: null.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>How the connection is protected and who asks. Default: plain text, nobody.</summary>
    public KafkaSecurity Security { get; init; } = new();

    /// <summary>How long an append or a commit may take, retries included, 1 s to 15 min. Default: 2 min.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a question to the brokers about topics and offsets may take, 1 s to 5 min. Default: 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how much silence a reader counts as dead and others take its partitions, 1 s to 30 min. Default: 45 s.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long records wait for company before they are sent, 0 to 1 s: batches of a few records cost the brokers three times as much. Default: 20 ms.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Most bytes that wait to be acknowledged; then appends wait. 1 MiB to 1 GiB. Default: 32 MiB.</summary>
    public int MaxUnacknowledgedBytes { get; init; } = 32 << 20;

    /// <summary>Most bytes of one record, as the brokers' <c>message.max.bytes</c>, 1,000 to 1,000,000,000. Default: 1,000,000.</summary>
    public int MaxRecordBytes { get; init; } = 1_000_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ValidationException">One is out of its bounds; the message names it, the bound and the remedy.</exception>
    public void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(BootstrapServers) && BootstrapServers.Split(',').All(IsAddress),
            $"BootstrapServers '{BootstrapServers}' must be host:port, several with commas, such as kafka-1:9092,kafka-2:9092.");
        Require(!string.IsNullOrWhiteSpace(ClientId), "ClientId must not be empty.");
        RequireWithin(nameof(Partitions), Partitions, 1, 10_000);
        RequireWithin(nameof(ReplicationFactor), ReplicationFactor ?? 1, 1, 100);
        Require(Retention is null || Retention >= TimeSpan.FromSeconds(1), $"Retention {Retention} must be at least 1 s, or absent for the brokers' default.");
        RequireWithin(nameof(DeliveryTimeout), DeliveryTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        RequireWithin(nameof(RequestTimeout), RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        RequireWithin(nameof(SessionTimeout), SessionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
        RequireWithin(nameof(Linger), Linger, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        RequireWithin(nameof(MaxUnacknowledgedBytes), MaxUnacknowledgedBytes, 1 << 20, 1 << 30);
        RequireWithin(nameof(MaxRecordBytes), MaxRecordBytes, 1_000, 1_000_000_000);
        Security.Validate();
    }

    private static bool IsAddress(string server)
    {
        var colon = server.LastIndexOf(':');
        return colon > 0 && !string.IsNullOrWhiteSpace(server[..colon]) && ushort.TryParse(server[(colon + 1)..].Trim(), out var port) && port > 0;
    }

    private static void RequireWithin<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        Require(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, $"{name} {value} must be {least} to {most}.");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ValidationException("Kafka: " + message);
        }
    }
}
