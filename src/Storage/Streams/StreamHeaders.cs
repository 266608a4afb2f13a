namespace Notify.Storage.Streams;

/// <summary>What the headers of records are called.</summary>
public static class StreamHeaders
{
    /// <summary>The event's id, as its producer gave it.</summary>
    public const string EventId = "event_id";

    /// <summary>The trace that the record came in by, as W3C Trace Context writes it.</summary>
    public const string TraceParent = "traceparent";
}
