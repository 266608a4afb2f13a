using System.Diagnostics;
using Notify.Storage.Streams;

namespace Notify.Activities.Events;

/// <summary>
/// The spans of batches, each linked to the traces that its records came in by: a batch has many callers, so it is nobody's
/// child. Without a listener there is none, and no header is looked at.
/// </summary>
/// <remarks>Named as OpenTelemetry's conventions for messaging say.</remarks>
internal static class BatchSpan
{
    /// <summary>The source of the spans.</summary>
    public const string SourceName = "Notify.Events";

    /// <summary>Most links of a span: those of the traces that come first.</summary>
    public const int MostLinks = 100;

    private static readonly ActivitySource Spans = new(SourceName);

    /// <summary>Begins the span of a batch; null when nobody listens.</summary>
    public static Activity? Start(string topic, string group, IReadOnlyList<StreamRecord> records)
    {
        if (!Spans.HasListeners())
        {
            return null;
        }

        var span = Spans.StartActivity($"process {topic}", ActivityKind.Consumer, parentContext: default, links: Links(records));
        return span?
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", topic)
            .SetTag("messaging.consumer.group.name", group)
            .SetTag("messaging.batch.message_count", records.Count);
    }

    private static List<ActivityLink> Links(IReadOnlyList<StreamRecord> records)
    {
        // Records of one request come with one text
        var (links, seen) = (new List<ActivityLink>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var record in records)
        {
            if (record.Headers?.GetValueOrDefault(StreamHeaders.TraceParent) is { } trace
                && seen.Add(trace)
                && ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var context))
            {
                links.Add(new ActivityLink(context));
                if (links.Count == MostLinks)
                {
                    break;
                }
            }
        }

        return links;
    }
}
