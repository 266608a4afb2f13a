using Notify.Storage.Sqlite;

namespace Notify.Storage;

/// <summary>Where Notify keeps its data on one machine.</summary>
public sealed record StorageOptions
{
    /// <summary>The folder that holds <c>tables.db</c>, <c>journal.db</c> and <c>objects/</c>; created where it is missing. Default: <c>.notify</c>.</summary>
    public string Folder { get; init; } = ".notify";

    /// <summary>What an acknowledged write survives. Default: a power cut.</summary>
    public SqliteDurability Synchronous { get; init; } = SqliteDurability.Full;

    /// <summary>Partitions of a new stream topic, 1 to 1,024. Default: 8.</summary>
    public int StreamPartitions { get; init; } = 8;
}
