namespace Notify.Domain.Planning;

/// <summary>A notification that has gone out already.</summary>
/// <param name="CampaignId">What was sent.</param>
/// <param name="At">When it went out, UTC.</param>
public sealed record RecentSend(string CampaignId, DateTimeOffset At);
