namespace Notify.Domain.Campaigns;

/// <summary>The states a campaign may be in. Only an active one is ever sent.</summary>
public static class CampaignStatus
{
    public const string Active = "active";
    public const string Paused = "paused";
    public const string Draft = "draft";
    public const string Completed = "completed";

    /// <summary>Every known state.</summary>
    public static IReadOnlyList<string> All { get; } = [Active, Paused, Draft, Completed];
}
