namespace Notify.Domain.Planning;

/// <summary>A notification that has gone out already, or is about to before a plan begins.</summary>
/// <param name="CampaignId">What was sent.</param>
/// <param name="At">When it went out, UTC; the cap of a rolling day counts by it.</param>
public sealed record RecentSend(string CampaignId, DateTimeOffset At)
{
    /// <summary>
    /// When it was to go out, UTC; the same as <see cref="At"/> unless said otherwise. Spacing counts by it, so that a send
    /// a moment late does not push the next one out of its slot.
    /// </summary>
    public DateTimeOffset PlannedAt { get; init; } = At;
}
