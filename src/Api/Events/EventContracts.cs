using Notify.Domain.Events;

namespace Notify.Api.Events;

/// <summary>An event as it is sent. Fields that are not named here are ignored.</summary>
/// <param name="EventId">Given by the producer, at most 200 characters; the same id twice from the same customer is the same event.</param>
/// <param name="Event">view, add_to_cart, click, campaign_view, dismiss, opt_out or purchase.</param>
/// <param name="UserId">The customer.</param>
/// <param name="Timestamp">ISO 8601 with its offset from UTC; from 1970 to five minutes from now.</param>
/// <param name="ProductId">The product; a purchase needs it.</param>
/// <param name="CampaignId">The campaign behind it, where there is one.</param>
/// <param name="NotificationId">The notification behind it, where there is one.</param>
/// <param name="PurchaseId">Of a purchase: the order's line; the event's id when left out.</param>
/// <param name="Price">Of a purchase, which needs it: per unit, 0 to 1,000,000,000.</param>
/// <param name="Quantity">Of a purchase: pieces, 1 to 100,000; 1 when left out.</param>
/// <param name="TotalAmount">Of a purchase: price × quantity when left out.</param>
public sealed record EventBody(
    string EventId,
    string Event,
    string UserId,
    DateTimeOffset Timestamp,
    string? ProductId = null,
    string? CampaignId = null,
    string? NotificationId = null,
    string? PurchaseId = null,
    decimal? Price = null,
    int? Quantity = null,
    decimal? TotalAmount = null);

/// <summary>Events that are sent together. One event alone and a bare array are taken as well.</summary>
/// <param name="Events">At most 5,000.</param>
public sealed record EventsBody(IReadOnlyList<EventBody> Events);

/// <summary>What became of the events.</summary>
/// <param name="Accepted">Events that are kept durably and will reach the tables.</param>
/// <param name="Rejected">The others, each with its reason; sending them again changes nothing.</param>
public sealed record EventsReply(int Accepted, IReadOnlyList<RejectedEvent> Rejected);
