using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Where the tables are kept on one machine, and how safely.</summary>
public sealed record SqliteTablesOptions
{
    /// <summary>The database file; it and its folder are created where they are missing.</summary>
    public required string Path { get; init; }

    /// <summary>What an acknowledged write survives. Default: a power cut.</summary>
    public SqliteDurability Synchronous { get; init; } = SqliteDurability.Full;

    /// <summary>Most pages of 4,096 bytes the file may grow to; null for as far as the disk goes. Default: null.</summary>
    public long? MaxPages { get; init; }

    /// <summary>Tells what has expired. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
