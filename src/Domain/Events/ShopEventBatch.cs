using System.Globalization;
using System.Text.Json;

namespace Notify.Domain.Events;

/// <summary>Events that were sent together: the sound ones, and what is wrong with each of the others.</summary>
/// <param name="Events">The sound ones, in order.</param>
/// <param name="Rejected">The others, in order.</param>
public sealed record ShopEventBatch(IReadOnlyList<ShopEvent> Events, IReadOnlyList<RejectedEvent> Rejected)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Reads one event, an array of events, or <c>{"events": […]}</c>.</summary>
    /// <param name="body">JSON in UTF-8.</param>
    /// <param name="latest">UTC; events that happen later are refused.</param>
    /// <param name="most">Most events in one batch.</param>
    /// <param name="isErased">Whether a customer was erased; null when nobody was.</param>
    /// <exception cref="EventBatchException">It is no JSON, or holds too many events.</exception>
    public static ShopEventBatch ReadJson(ReadOnlySpan<byte> body, DateTimeOffset latest, int most, Predicate<string>? isErased = null)
    {
        var batch = new Builder(latest, most, isErased);
        try
        {
            var reader = new Utf8JsonReader(WithoutMark(body));
            reader.Read();
            if (MoveToEvents(ref reader))
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    batch.Add(ref reader);
                }
            }
            else
            {
                batch.Add(ref reader);
            }

            // To the end, so that a body that breaks off is refused as a whole
            while (reader.Read())
            {
            }

            return batch.Build();
        }
        catch (JsonException broken)
        {
            throw new EventBatchException(string.Create(
                CultureInfo.InvariantCulture, $"The body is no JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}). Send one event, an array of events, or {{\"events\": […]}}."));
        }
    }

    /// <summary>Reads an event from each line that is not blank (NDJSON). A line that is no JSON is an event that is rejected.</summary>
    /// <param name="body">Lines of JSON in UTF-8.</param>
    /// <param name="latest">UTC; events that happen later are refused.</param>
    /// <param name="most">Most events in one batch.</param>
    /// <param name="isErased">Whether a customer was erased; null when nobody was.</param>
    /// <exception cref="EventBatchException">It holds too many events.</exception>
    public static ShopEventBatch ReadLines(ReadOnlySpan<byte> body, DateTimeOffset latest, int most, Predicate<string>? isErased = null)
    {
        var batch = new Builder(latest, most, isErased);
        var rest = WithoutMark(body);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(LineFeed);
            var line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                batch.AddLine(line);
            }
        }

        return batch.Build();
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    /// <summary>Moves to the array of events; where there is none the reader stays at the only event.</summary>
    private static bool MoveToEvents(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.StartArray;
        }

        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isEvents = ahead.ValueTextEquals("events"u8);
            ahead.Read();
            if (isEvents && ahead.TokenType == JsonTokenType.StartArray)
            {
                reader = ahead;
                return true;
            }

            ahead.Skip();
        }

        return false;
    }

    private sealed class Builder(DateTimeOffset latest, int most, Predicate<string>? isErased)
    {
        private readonly List<ShopEvent> events = [];
        private readonly List<RejectedEvent> rejected = [];

        public void Add(ref Utf8JsonReader reader)
        {
            var index = Next();
            Add(index, ShopEventReader.Read(ref reader, latest, out var fault), fault);
        }

        public void AddLine(ReadOnlySpan<byte> line)
        {
            var index = Next();
            Add(index, ShopEventReader.Read(line, latest, out var fault), fault);
        }

        public ShopEventBatch Build() => new(events, rejected);

        private int Next()
        {
            var index = events.Count + rejected.Count;
            return index < most ? index : throw new EventBatchException(string.Create(
                CultureInfo.InvariantCulture, $"The batch holds more than {most} events; at most {most} are taken at once. Send the rest in another request."));
        }

        private void Add(int index, ShopEvent? read, EventFault? fault)
        {
            if (read is not null && isErased?.Invoke(read.UserId) == true)
            {
                fault = new EventFault(EventFaultCodes.Erased, read.EventId, "", null, "is of a customer who was erased; nothing of theirs is taken. Sign the customer up anew first.");
                read = null;
            }

            if (read is not null)
            {
                events.Add(read);
            }
            else
            {
                rejected.Add(new RejectedEvent(index, fault!.EventId, fault.Code, fault.DetailAt(index)));
            }
        }
    }
}

/// <summary>An event that was not taken.</summary>
/// <param name="Index">Where it stands in what was sent, from 0; of lines, the blank ones are not counted.</param>
/// <param name="EventId">Its id; null where it has none that can be read.</param>
/// <param name="Code">One of <see cref="EventFaultCodes"/>.</param>
/// <param name="Detail">For a person: the event, the field, the value, the bound, the remedy.</param>
public sealed record RejectedEvent(int Index, string? EventId, string Code, string Detail);

/// <summary>What was sent is no batch of events at all. The message says why and what to send.</summary>
public sealed class EventBatchException(string message) : Exception(message);
