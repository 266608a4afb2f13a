using System.Buffers;
using Notify.Activities.Events;
using Notify.Domain.Events;
using Notify.Storage.Erasing;
using Notify.Storage.Streams;

namespace Notify.Api.Events;

/// <summary>
/// Where events enter: lets in as much as the streams and the tables behind them can take, and appends it. What waits
/// in memory is bounded by the bytes in flight, what waits on disk by the lag of the tables behind the streams.
/// </summary>
public sealed class EventIntake(IStreams streams, ErasureList erasures, StreamMeter meter, EventIntakeOptions options, TimeProvider time)
{
    private static readonly string[] Topics = [StreamTopics.Clickstream, StreamTopics.PurchaseHistory];
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private long bytesInFlight;

    /// <summary>The bounds.</summary>
    public EventIntakeOptions Options => options;

    /// <summary>Lets a request in, or says why and for how long not.</summary>
    /// <param name="bytes">The most that its body can be.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>Null when it is let in; then <see cref="Leave"/> must follow.</returns>
    public async ValueTask<Refusal?> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref bytesInFlight, bytes) > options.MostBytesInFlight)
        {
            Leave(bytes);
            return new Refusal($"More than {options.MostBytesInFlight:N0} bytes of events are being written already.", Soon);
        }

        try
        {
            foreach (var topic in Topics)
            {
                var lag = await meter.ReadAsync(topic, cancellationToken).ConfigureAwait(false);
                if (lag.Records > options.MostLag)
                {
                    Leave(bytes);
                    return new Refusal($"The tables are {lag.Records:N0} records behind the stream {topic}; at most {options.MostLag:N0} may wait.", WaitOf(lag));
                }
            }

            return null;
        }
        catch
        {
            Leave(bytes);
            throw;
        }
    }

    /// <summary>Says that a request that was let in is done.</summary>
    public void Leave(long bytes) => Interlocked.Add(ref bytesInFlight, -bytes);

    /// <summary>Reads a body and appends its sound events. Once it returns, they are durable.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="isLines">Whether they are lines, one event each.</param>
    /// <param name="traceParent">The trace that the events belong to; null for none.</param>
    /// <param name="cancellationToken">Stops the waiting; events may have been appended.</param>
    /// <exception cref="EventBatchException">The body is no batch of events.</exception>
    /// <exception cref="Storage.StorageException">They could not be kept.</exception>
    public async Task<EventsReply> TakeAsync(ReadOnlyMemory<byte> body, bool isLines, string? traceParent, CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow() + options.MostAhead;
        var erased = await erasures.CurrentAsync(cancellationToken).ConfigureAwait(false);
        Predicate<string>? isErased = erased.IsEmpty ? null : erased.Contains;
        var batch = isLines
            ? ShopEventBatch.ReadLines(body.Span, latest, options.MostEvents, isErased)
            : ShopEventBatch.ReadJson(body.Span, latest, options.MostEvents, isErased);
        await Task.WhenAll(Records(batch.Events, traceParent).Select(topic => AppendAsync(topic.Key, topic.Value, cancellationToken))).ConfigureAwait(false);
        return new EventsReply(batch.Events.Count, batch.Rejected);
    }

    private async Task AppendAsync(string topic, List<StreamRecord> records, CancellationToken cancellationToken)
    {
        await streams.AppendAsync(topic, records, cancellationToken).ConfigureAwait(false);
        meter.Appended(topic, records.Count);
    }

    private static Dictionary<string, List<StreamRecord>> Records(IReadOnlyList<ShopEvent> events, string? traceParent)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var ends = new int[events.Count];
        using (var writer = new ShopEventWriter())
        {
            for (var i = 0; i < ends.Length; i++)
            {
                writer.Write(buffer, events[i]);
                ends[i] = buffer.WrittenCount;
            }
        }

        // Only now: the buffer moves while it grows
        var records = new Dictionary<string, List<StreamRecord>>(StringComparer.Ordinal);
        for (var i = 0; i < ends.Length; i++)
        {
            var topic = events[i].IsPurchase ? StreamTopics.PurchaseHistory : StreamTopics.Clickstream;
            if (!records.TryGetValue(topic, out var list))
            {
                records.Add(topic, list = []);
            }

            var start = i == 0 ? 0 : ends[i - 1];
            list.Add(new StreamRecord(events[i].UserId, buffer.WrittenMemory[start..ends[i]], Headers(events[i], traceParent)));
        }

        return records;
    }

    private static Dictionary<string, string> Headers(ShopEvent one, string? traceParent)
    {
        var headers = new Dictionary<string, string>(2, StringComparer.Ordinal) { [StreamHeaders.EventId] = one.EventId };
        if (traceParent is not null)
        {
            headers[StreamHeaders.TraceParent] = traceParent;
        }

        return headers;
    }

    /// <summary>Until half of what may wait is left, so that producers do not come back to a door that closes at once.</summary>
    private TimeSpan WaitOf(StreamLag lag)
    {
        if (lag.RecordsPerSecond <= 0)
        {
            return UnknownWait;
        }

        var seconds = Math.Ceiling((lag.Records - (options.MostLag / 2)) / lag.RecordsPerSecond);
        return TimeSpan.FromSeconds(Math.Clamp(seconds, Soon.TotalSeconds, LongestWait.TotalSeconds));
    }
}

/// <summary>Why a request is not let in.</summary>
/// <param name="Reason">For a person: what there is too much of, and the bound.</param>
/// <param name="RetryAfter">When to come again.</param>
public sealed record Refusal(string Reason, TimeSpan RetryAfter);
