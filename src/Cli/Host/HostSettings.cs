using Microsoft.Extensions.Logging;
using Notify.Cli.Cluster;
using Notify.Cli.Places;
using Notify.Storage.Streams.Kafka;
using Notify.Workers.Encryption;

namespace Notify.Cli.Host;

/// <summary>How the all-in-one host runs.</summary>
internal sealed record HostSettings
{
    /// <summary>The folder that holds all state.</summary>
    public required string Home { get; init; }

    /// <summary>Refuse a home folder without data instead of making one; for commands that only look.</summary>
    public bool NeedsState { get; init; }

    /// <summary>REST port; 0 for any free one.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>Temporal gRPC port; 0 for any free one.</summary>
    public int TemporalPort { get; init; } = 7233;

    /// <summary>Port of Temporal's web UI and HTTP API; 0 for any free one, null for none.</summary>
    public int? UiPort { get; init; }

    /// <summary>Seconds of workflow time in a real second, from <see cref="NotifyHost.StartDay"/> on; 1 is real time.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Workflow time at the first start, when the clock is not the real one; null for now.</summary>
    public DateTimeOffset? ClockStart { get; init; }

    /// <summary>What the host does besides answering reads.</summary>
    public HostWork Work { get; init; } = HostWork.None;

    /// <summary>UTC time of day of the daily pipeline; null for none.</summary>
    public TimeOnly? DailyAt { get; init; }

    /// <summary>From one delta update to the next; null for none.</summary>
    public TimeSpan? DeltaEvery { get; init; }

    /// <summary>IANA zone for customers without one; null for what the home folder remembers.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The services that keep the data, in place of the home folder.</summary>
    public StoragePlaces Storage { get; init; } = new();

    /// <summary>How the connection to Kafka is protected, where it carries the streams.</summary>
    public KafkaSecurity? KafkaSecurity { get; init; }

    /// <summary>The Temporal cluster to work on; null for the embedded server.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Keys that encrypt what workflows carry; null for none.</summary>
    public EncryptionKeys? Encryption { get; init; }

    /// <summary>The least serious messages shown.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;
}
