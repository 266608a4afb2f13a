namespace Notify.Domain.Clickstream;

/// <summary>Something a customer did in the shop or with a notification.</summary>
public sealed record ClickEvent
{
    public required string UserId { get; init; }

    /// <summary>Given by the producer; the same id twice is the same event.</summary>
    public required string EventId { get; init; }

    /// <summary>view, add_to_cart, click, campaign_view, dismiss or opt_out.</summary>
    public required string Event { get; init; }

    public string? ProductId { get; init; }

    public string? CampaignId { get; init; }

    public string? NotificationId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }
}
