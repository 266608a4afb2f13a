using Notify.Domain.Clickstream;
using Notify.Domain.Purchases;

namespace Notify.Domain.Events;

/// <summary>Something that happened in the shop, as it travels in the streams. What is optional is null where it does not apply.</summary>
public sealed record ShopEvent
{
    /// <summary>Given by the producer; the same id twice from the same customer is the same event.</summary>
    public required string EventId { get; init; }

    /// <summary>One of <see cref="ShopEventKind"/>.</summary>
    public required string Event { get; init; }

    public required string UserId { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The product; always there on a purchase.</summary>
    public string? ProductId { get; init; }

    /// <summary>The campaign behind it, where there is one.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The notification behind it, where there is one.</summary>
    public string? NotificationId { get; init; }

    /// <summary>Of a purchase only: unique for its customer.</summary>
    public string? PurchaseId { get; init; }

    /// <summary>Of a purchase only: per unit, in the shop's currency.</summary>
    public decimal Price { get; init; }

    /// <summary>Of a purchase only: pieces, 1 or more.</summary>
    public int Quantity { get; init; }

    /// <summary>Of a purchase only.</summary>
    public decimal TotalAmount { get; init; }

    /// <summary>Whether it is a purchase, and so goes to another stream and another table.</summary>
    public bool IsPurchase => PurchaseId is not null;

    /// <summary>The row of the clickstream table.</summary>
    /// <exception cref="InvalidOperationException">It is a purchase.</exception>
    public ClickEvent ToClickEvent() => IsPurchase ? throw new InvalidOperationException("A purchase is no row of the clickstream.") : new()
    {
        UserId = UserId,
        EventId = EventId,
        Event = Event,
        ProductId = ProductId,
        CampaignId = CampaignId,
        NotificationId = NotificationId,
        Timestamp = Timestamp,
    };

    /// <summary>The row of the purchase history.</summary>
    /// <exception cref="InvalidOperationException">It is no purchase.</exception>
    public Purchase ToPurchase() => !IsPurchase ? throw new InvalidOperationException($"A {Event} is no row of the purchase history.") : new()
    {
        UserId = UserId,
        PurchaseId = PurchaseId!,
        ProductId = ProductId!,
        PurchaseDate = Timestamp,
        Price = Price,
        Quantity = Quantity,
        TotalAmount = TotalAmount,
    };
}
