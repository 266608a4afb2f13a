using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>Where the journal is kept on one machine, and how safely.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>The database file; it and its folder are created where they are missing.</summary>
    public required string Path { get; init; }

    /// <summary>What an acknowledged append survives. Default: a power cut.</summary>
    public SqliteDurability Synchronous { get; init; } = SqliteDurability.Full;

    /// <summary>Partitions of a topic that is new, 1 to 1,024; a topic keeps what it began with. Default: 8.</summary>
    public int Partitions { get; init; } = 8;

    /// <summary>Most pages of 4,096 bytes the file may grow to; null for as far as the disk goes. Default: null.</summary>
    public long? MaxPages { get; init; }

    /// <summary>How long records are kept. Default: 7 days and 4 GiB a topic, and what a group has not read for as long as it takes.</summary>
    public StreamRetention Retention { get; init; } = new();

    /// <summary>What differs from <see cref="Retention"/>, by topic. Default: none.</summary>
    public IReadOnlyDictionary<string, StreamRetention> RetentionOf { get; init; } = new Dictionary<string, StreamRetention>();

    /// <summary>Tells when a record was appended. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
