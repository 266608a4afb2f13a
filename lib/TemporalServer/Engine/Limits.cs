namespace TemporalServer.Engine;

/// <summary>Temporal's default limits.</summary>
internal static class Limits
{
    /// <summary>Largest payload blob, bytes.</summary>
    public const int Blob = 2 * 1024 * 1024;

    /// <summary>Events after which a run is terminated.</summary>
    public const int Events = 51_200;

    /// <summary>Bytes of history after which a run is terminated.</summary>
    public const long HistoryBytes = 50L * 1024 * 1024;

    /// <summary>Events after which workers are told to continue as new.</summary>
    public const int SuggestedEvents = 4_096;

    /// <summary>Bytes of history after which workers are told to continue as new.</summary>
    public const long SuggestedBytes = 4L * 1024 * 1024;

    /// <summary>Longest id of any kind, characters.</summary>
    public const int Id = 1_000;

    /// <summary>How long a history or update poll is held.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    /// <summary>How long a worker's poll is held.</summary>
    public static readonly TimeSpan TaskPoll = TimeSpan.FromSeconds(60);

    /// <summary>The longest a workflow task may take, and the default.</summary>
    public static readonly TimeSpan LongestTask = TimeSpan.FromSeconds(120);

    /// <summary>How long a workflow task may take unless the start says otherwise.</summary>
    public static readonly TimeSpan DefaultTask = TimeSpan.FromSeconds(10);
}
