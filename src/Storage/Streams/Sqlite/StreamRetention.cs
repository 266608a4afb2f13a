namespace Notify.Storage.Streams.Sqlite;

/// <summary>How long the journal keeps a topic's records. What a known group has not yet committed is kept, unless told otherwise.</summary>
public sealed record StreamRetention
{
    /// <summary>Records older than this go; null for no bound. Default: 7 days.</summary>
    public TimeSpan? Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Beyond so many bytes in the topic the oldest go; null for no bound. Spread evenly over its partitions. Default: 4 GiB.</summary>
    public long? Bytes { get; init; } = 4L << 30;

    /// <summary>Whether records go even if a group has not read them: its lag then counts only what is left. Default: false.</summary>
    public bool EvenUnread { get; init; }
}
