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

    /// <summary>Largest payload blob before the server warns in its log, bytes.</summary>
    public const int BlobWarning = 256 * 1024;

    /// <summary>Bytes of events that may wait for an outstanding workflow task.</summary>
    public const long BufferedBytes = 2L * 1024 * 1024;

    /// <summary>Signals a run may get.</summary>
    public const int Signals = 10_000;

    /// <summary>Activities, children, signals or cancellations to others that a run may wait for, of each kind.</summary>
    public const int Pending = 2_000;

    /// <summary>Updates of a run that are neither rejected nor completed.</summary>
    public const int UpdatesInFlight = 10;

    /// <summary>Updates a run may accept.</summary>
    public const int Updates = 2_000;

    /// <summary>Search attributes of a run.</summary>
    public const int SearchAttributes = 100;

    /// <summary>Bytes of one search attribute.</summary>
    public const int SearchAttributeBytes = 2 * 1024;

    /// <summary>Bytes of all search attributes of a run.</summary>
    public const int SearchAttributesBytes = 40 * 1024;

    /// <summary>Shortest retention of closed runs.</summary>
    public static readonly TimeSpan ShortestRetention = TimeSpan.FromHours(1);

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
