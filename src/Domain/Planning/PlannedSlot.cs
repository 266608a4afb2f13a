namespace Notify.Domain.Planning;

/// <summary>A campaign at a moment, chosen for one customer.</summary>
public sealed record PlannedSlot
{
    /// <summary>Derived from user, campaign and <see cref="At"/> (see <see cref="Deliveries.NotificationId"/>).</summary>
    public required string NotificationId { get; init; }

    public required string CampaignId { get; init; }

    /// <summary>UTC, whole minutes.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the planner expects of it, in the shop's currency.</summary>
    public required double ExpectedValue { get; init; }
}
