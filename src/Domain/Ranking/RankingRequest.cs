using Notify.Domain.Customers;

namespace Notify.Domain.Ranking;

/// <summary>Everything the order of one customer's campaigns depends on.</summary>
public sealed record RankingRequest
{
    /// <summary>What vector search found, in any order; the best similarity counts where a campaign is there twice.</summary>
    public required IReadOnlyList<CampaignMatch> Matches { get; init; }

    /// <summary>IANA name as the customer's record has it; null when missing.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Null for a customer who has expressed none.</summary>
    public UserPreferences? Preferences { get; init; }

    /// <summary>24 shares by local hour, or empty.</summary>
    public IReadOnlyList<double> HourlyActivity { get; init; } = [];

    /// <summary>Campaigns that are not wanted.</summary>
    public IReadOnlyCollection<string> ExcludedCampaignIds { get; init; } = [];

    /// <summary>When the recommendation is to be used; at most 31 days.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>How many are wanted: 1 to 20 from the API; more for a plan's candidates. Default 10.</summary>
    public int Count { get; init; } = 10;
}
