using Notify.Domain.Customers;

namespace Notify.Domain.Planning;

/// <summary>Everything one customer's plan depends on.</summary>
public sealed record PlanRequest
{
    public required string UserId { get; init; }

    /// <summary>IANA name as the customer's record has it; null when missing.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Null for a customer who has expressed none.</summary>
    public UserPreferences? Preferences { get; init; }

    /// <summary>Share of activity by local hour: 24 numbers, not negative; empty or all 0 when nothing is known.</summary>
    public IReadOnlyList<double> HourlyActivity { get; init; } = [];

    /// <summary>Each campaign at most once.</summary>
    public required IReadOnlyList<PlanCandidate> Candidates { get; init; }

    /// <summary>What went out in the 24 hours before <see cref="PlannedFrom"/>; older ones do no harm. None later than that.</summary>
    public IReadOnlyList<RecentSend> RecentSends { get; init; } = [];

    /// <summary>How often this customer has received each campaign in its whole life; a missing one counts as never.</summary>
    public IReadOnlyDictionary<string, int> CampaignSends { get; init; } = EmptyCounts;

    /// <summary>How many more of each campaign may go out, over all customers; a missing one has its whole budget left.</summary>
    public IReadOnlyDictionary<string, int> RemainingBudgets { get; init; } = EmptyCounts;

    /// <summary>UTC, inclusive.</summary>
    public required DateTimeOffset PlannedFrom { get; init; }

    /// <summary>UTC, exclusive; at most 24 hours after <see cref="PlannedFrom"/>.</summary>
    public required DateTimeOffset PlannedUntil { get; init; }

    private static IReadOnlyDictionary<string, int> EmptyCounts { get; } = new Dictionary<string, int>();
}
