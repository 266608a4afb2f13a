using System.Text.Json;

namespace Notify.Domain.Events;

/// <summary>
/// Reads one event from JSON: <c>{"event_id", "event", "user_id", "timestamp", …}</c>. Unknown fields are ignored; a null is
/// a field that is not there; of a field that comes twice the last counts. The first fault of an event says what is wrong.
/// </summary>
/// <remarks>One pass over the bytes; what is allocated is the record and its texts.</remarks>
public static class ShopEventReader
{
    /// <summary>Reads an event that stands alone.</summary>
    /// <param name="utf8">JSON.</param>
    /// <param name="latest">UTC; an event that happens later is refused, because its producer's clock is wrong.</param>
    /// <param name="fault">Why it is not taken; null when it is.</param>
    /// <returns>The event; null when it is not taken.</returns>
    public static ShopEvent? Read(ReadOnlySpan<byte> utf8, DateTimeOffset latest, out EventFault? fault)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var read = Read(ref reader, latest, out fault);
            // Throws where something follows
            reader.Read();
            return read;
        }
        catch (JsonException broken)
        {
            fault = new EventFault(
                EventFaultCodes.NotAnObject, null, "", null, $"is not the JSON of one event (at byte {broken.BytePositionInLine}, line {broken.LineNumber + 1}). Write one JSON object.");
            return null;
        }
    }

    /// <summary>Reads the event at which a reader stands, and leaves the reader at its end, also when the event is not taken.</summary>
    /// <param name="reader">Stands at the event's first token.</param>
    /// <param name="latest">UTC; an event that happens later is refused, because its producer's clock is wrong.</param>
    /// <param name="fault">Why it is not taken; null when it is.</param>
    /// <returns>The event; null when it is not taken.</returns>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static ShopEvent? Read(ref Utf8JsonReader reader, DateTimeOffset latest, out EventFault? fault)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            fault = new EventFault(EventFaultCodes.NotAnObject, null, "", null, "is no JSON object. Write it as {\"event_id\": …}.");
            return null;
        }

        var fields = new EventFields(latest);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, ref fields);
        }

        return fields.Complete(out fault);
    }

    private static void ReadField(ref Utf8JsonReader reader, ref EventFields fields)
    {
        var field = FieldOf(ref reader);
        reader.Read();
        if (field != EventField.Unknown && reader.TokenType != JsonTokenType.Null)
        {
            fields.Take(field, ref reader);
        }

        reader.Skip();
    }

    private static EventField FieldOf(ref Utf8JsonReader reader)
    {
        // By length first: a name is compared with one or two others only
        var length = reader.ValueSpan.Length;
        return reader.ValueIsEscaped ? Any(ref reader) : length switch
        {
            5 => reader.ValueTextEquals("event"u8) ? EventField.Event : reader.ValueTextEquals("price"u8) ? EventField.Price : EventField.Unknown,
            7 => reader.ValueTextEquals("user_id"u8) ? EventField.UserId : EventField.Unknown,
            8 => reader.ValueTextEquals("event_id"u8) ? EventField.EventId : reader.ValueTextEquals("quantity"u8) ? EventField.Quantity : EventField.Unknown,
            9 => reader.ValueTextEquals("timestamp"u8) ? EventField.Timestamp : EventField.Unknown,
            10 => reader.ValueTextEquals("product_id"u8) ? EventField.ProductId : EventField.Unknown,
            11 => reader.ValueTextEquals("campaign_id"u8) ? EventField.CampaignId : reader.ValueTextEquals("purchase_id"u8) ? EventField.PurchaseId : EventField.Unknown,
            12 => reader.ValueTextEquals("total_amount"u8) ? EventField.TotalAmount : EventField.Unknown,
            15 => reader.ValueTextEquals("notification_id"u8) ? EventField.NotificationId : EventField.Unknown,
            _ => EventField.Unknown,
        };
    }

    /// <summary>A name written with escapes is rare, so it may cost more.</summary>
    private static EventField Any(ref Utf8JsonReader reader)
    {
        for (var field = EventField.EventId; field <= EventField.TotalAmount; field++)
        {
            if (reader.ValueTextEquals(EventFields.NameOf(field)))
            {
                return field;
            }
        }

        return EventField.Unknown;
    }
}

/// <summary>The fields that are read.</summary>
internal enum EventField
{
    Unknown,
    EventId,
    Event,
    UserId,
    Timestamp,
    ProductId,
    CampaignId,
    NotificationId,
    PurchaseId,
    Price,
    Quantity,
    TotalAmount,
}
