namespace Notify.Domain.Deliveries;

/// <summary>What became of one planned notification.</summary>
public sealed record Delivery
{
    public required string UserId { get; init; }

    public required string NotificationId { get; init; }

    public required string CampaignId { get; init; }

    /// <summary>The planned slot, UTC.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>UTC; null when it was not sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public required string Channel { get; init; }

    /// <summary>One of <see cref="DeliveryStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was skipped or failed; empty when sent.</summary>
    public string Reason { get; init; } = "";

    public required int Attempts { get; init; }
}
