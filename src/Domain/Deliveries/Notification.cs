namespace Notify.Domain.Deliveries;

/// <summary>A message in a customer's in-app inbox.</summary>
public sealed record Notification
{
    public required string UserId { get; init; }

    /// <summary>See <see cref="Deliveries.NotificationId"/>.</summary>
    public required string NotificationId { get; init; }

    public required string CampaignId { get; init; }

    public required string Title { get; init; }

    public required string ShortText { get; init; }

    public required string LongText { get; init; }

    /// <summary>1 (least) to 5 (most).</summary>
    public required int Priority { get; init; }

    public required string NotificationType { get; init; }

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public required long SentEpoch { get; init; }

    /// <summary>The same moment.</summary>
    public required DateTimeOffset SentUtc { get; init; }
}
