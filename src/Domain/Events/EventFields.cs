using System.Globalization;
using System.Text.Json;
using Notify.Domain.Ingestion;

namespace Notify.Domain.Events;

/// <summary>The fields of one event as they come, and the first fault among them. The bounds are those of <see cref="RowFields"/>.</summary>
internal ref struct EventFields(DateTimeOffset latest)
{
    private static readonly string[] Names =
    [
        "", "event_id", "event", "user_id", "timestamp", "product_id", "campaign_id", "notification_id", "purchase_id", "price", "quantity", "total_amount",
    ];

    private readonly DateTimeOffset latest = latest;
    private string? eventId;
    private string? kind;
    private string? userId;
    private string? productId;
    private string? campaignId;
    private string? notificationId;
    private string? purchaseId;
    private DateTimeOffset? timestamp;
    private decimal? price;
    private decimal? totalAmount;
    private int? quantity;
    private EventFault? fault;

    public static string NameOf(EventField field) => Names[(int)field];

    /// <summary>Takes the value at which the reader stands.</summary>
    public void Take(EventField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case EventField.EventId:
                eventId = Key(field, ref reader);
                break;
            case EventField.Event:
                kind = Kind(ref reader);
                break;
            case EventField.UserId:
                userId = Key(field, ref reader);
                break;
            case EventField.Timestamp:
                timestamp = Moment(ref reader);
                break;
            case EventField.ProductId:
                productId = Key(field, ref reader);
                break;
            case EventField.CampaignId:
                campaignId = Key(field, ref reader);
                break;
            case EventField.NotificationId:
                notificationId = Key(field, ref reader);
                break;
            case EventField.PurchaseId:
                purchaseId = Key(field, ref reader);
                break;
            case EventField.Price:
                price = Amount(field, ref reader);
                break;
            case EventField.Quantity:
                quantity = Whole(ref reader);
                break;
            case EventField.TotalAmount:
                totalAmount = Amount(field, ref reader);
                break;
            default:
                break;
        }
    }

    /// <summary>The event, once every field was taken.</summary>
    public ShopEvent? Complete(out EventFault? found)
    {
        Require(EventField.EventId, eventId is not null, "event");
        Require(EventField.Event, kind is not null, "event");
        Require(EventField.UserId, userId is not null, "event");
        Require(EventField.Timestamp, timestamp is not null, "event");
        var isPurchase = kind == ShopEventKind.Purchase;
        if (isPurchase)
        {
            Require(EventField.ProductId, productId is not null, kind);
            Require(EventField.Price, price is not null, kind);
        }

        // The id may have come after the fault
        found = fault is null ? null : fault with { EventId = eventId };
        if (found is not null)
        {
            return null;
        }

        var pieces = quantity ?? 1;
        return new ShopEvent
        {
            EventId = eventId!,
            Event = kind!,
            UserId = userId!,
            Timestamp = timestamp!.Value,
            ProductId = productId,
            CampaignId = campaignId,
            NotificationId = notificationId,
            PurchaseId = isPurchase ? purchaseId ?? eventId : null,
            Price = isPurchase ? price!.Value : 0,
            Quantity = isPurchase ? pieces : 0,
            TotalAmount = isPurchase ? totalAmount ?? price!.Value * pieces : 0,
        };
    }

    private void Require(EventField field, bool isThere, string? of)
    {
        if (!isThere)
        {
            fault ??= new EventFault(EventFaultCodes.MissingField, null, NameOf(field), null, $"is missing; every {of} needs it.");
        }
    }

    private void Refuse(EventField field, string? value, string reason, string code = EventFaultCodes.InvalidField) =>
        fault ??= new EventFault(code, null, NameOf(field), value, reason);

    private string? Key(EventField field, ref Utf8JsonReader reader)
    {
        if (Text(field, ref reader) is not { } key)
        {
            return null;
        }

        if (key.Length is 0 or > RowFields.MaxKeyLength)
        {
            Refuse(field, EventValues.Shown(key), key.Length == 0
                ? "is empty; leave it out or give it a value."
                : $"has {key.Length} characters; a key has at most {RowFields.MaxKeyLength}.");
            return null;
        }

        if (EventValues.HasControl(key))
        {
            Refuse(field, EventValues.Shown(key), "holds a control character or line break; a key may not.");
            return null;
        }

        return key;
    }

    private string? Kind(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var known in ShopEventKind.All)
            {
                if (reader.ValueTextEquals(known))
                {
                    return known;
                }
            }
        }

        if (Text(EventField.Event, ref reader) is { } text)
        {
            Refuse(EventField.Event, EventValues.Shown(text), $"is no kind of event; it is one of {string.Join(", ", ShopEventKind.All)}.", EventFaultCodes.UnknownEvent);
        }

        return null;
    }

    private DateTimeOffset? Moment(ref Utf8JsonReader reader)
    {
        const string Notation = "write it as 2026-11-20T18:00:00Z, in ISO 8601 with its offset from UTC.";
        if (reader.TokenType != JsonTokenType.String || !EventValues.TryMoment(ref reader, out var moment))
        {
            Refuse(EventField.Timestamp, EventValues.Raw(ref reader), $"is no moment; {Notation}");
            return null;
        }

        if (moment.Year is < 1970 or > 2100)
        {
            Refuse(EventField.Timestamp, EventValues.Raw(ref reader), "is out of bounds; a date is from 1970-01-01 to 2100-12-31.");
            return null;
        }

        if (moment > latest)
        {
            var bound = latest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Refuse(
                EventField.Timestamp, EventValues.Raw(ref reader), $"is in the future; the latest taken now is {bound}. Set the producer's clock.", EventFaultCodes.InTheFuture);
            return null;
        }

        return moment;
    }

    private decimal? Amount(EventField field, ref Utf8JsonReader reader)
    {
        if (!EventValues.TryAmount(ref reader, out var amount))
        {
            Refuse(field, EventValues.Raw(ref reader), "is no amount; write it as 1234.50, without a currency.");
            return null;
        }

        if (amount is < 0 or > RowFields.MaxAmount)
        {
            Refuse(field, EventValues.Raw(ref reader), $"is out of bounds; an amount is from 0 to {RowFields.MaxAmount.ToString("N0", CultureInfo.InvariantCulture)}.");
            return null;
        }

        return amount;
    }

    private int? Whole(ref Utf8JsonReader reader)
    {
        if (!EventValues.TryAmount(ref reader, out var number) || number != decimal.Truncate(number))
        {
            Refuse(EventField.Quantity, EventValues.Raw(ref reader), "is no whole number; write it as 12.");
            return null;
        }

        if (number is < 1 or > InputFormats.MaxQuantity)
        {
            Refuse(EventField.Quantity, EventValues.Raw(ref reader), string.Create(CultureInfo.InvariantCulture, $"is out of bounds; it is from 1 to {InputFormats.MaxQuantity}."));
            return null;
        }

        return (int)number;
    }

    private string? Text(EventField field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Refuse(field, EventValues.Raw(ref reader), "is no text; write it in quotation marks.");
            return null;
        }

        if (EventValues.TryText(ref reader, out var text))
        {
            return text;
        }

        Refuse(field, null, "is no Unicode text; write it in UTF-8.");
        return null;
    }
}
