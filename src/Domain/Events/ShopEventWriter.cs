using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notify.Domain.Events;

/// <summary>Writes events as the streams carry them: JSON in UTF-8 that <see cref="ShopEventReader"/> reads back as the same event.</summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class ShopEventWriter : IDisposable
{
    private static readonly JsonEncodedText EventId = JsonEncodedText.Encode("event_id");
    private static readonly JsonEncodedText Event = JsonEncodedText.Encode("event");
    private static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText ProductId = JsonEncodedText.Encode("product_id");
    private static readonly JsonEncodedText CampaignId = JsonEncodedText.Encode("campaign_id");
    private static readonly JsonEncodedText NotificationId = JsonEncodedText.Encode("notification_id");
    private static readonly JsonEncodedText PurchaseId = JsonEncodedText.Encode("purchase_id");
    private static readonly JsonEncodedText Price = JsonEncodedText.Encode("price");
    private static readonly JsonEncodedText Quantity = JsonEncodedText.Encode("quantity");
    private static readonly JsonEncodedText TotalAmount = JsonEncodedText.Encode("total_amount");

    // The streams are no web page: only what JSON itself needs is escaped
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Writes one event behind what the buffer holds.</summary>
    public void Write(IBufferWriter<byte> buffer, ShopEvent shopEvent)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString(EventId, shopEvent.EventId);
        json.WriteString(Event, shopEvent.Event);
        json.WriteString(UserId, shopEvent.UserId);
        json.WriteString(Timestamp, shopEvent.Timestamp.UtcDateTime);
        WriteOptional(ProductId, shopEvent.ProductId);
        WriteOptional(CampaignId, shopEvent.CampaignId);
        WriteOptional(NotificationId, shopEvent.NotificationId);
        if (shopEvent.IsPurchase)
        {
            json.WriteString(PurchaseId, shopEvent.PurchaseId);
            json.WriteNumber(Price, shopEvent.Price);
            json.WriteNumber(Quantity, shopEvent.Quantity);
            json.WriteNumber(TotalAmount, shopEvent.TotalAmount);
        }

        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>One event's bytes.</summary>
    public static byte[] BytesOf(ShopEvent shopEvent)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ShopEventWriter();
        writer.Write(buffer, shopEvent);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private void WriteOptional(JsonEncodedText name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
