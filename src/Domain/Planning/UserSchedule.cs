namespace Notify.Domain.Planning;

/// <summary>One customer's plan for the 24 hours that begin on a date, as published.</summary>
public sealed record UserSchedule
{
    public required string UserId { get; init; }

    /// <summary>UTC date on which the planned 24 hours begin.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset PlannedFrom { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTimeOffset PlannedUntil { get; init; }

    /// <summary>The zone the plan was made in; empty when none could be had, and then there are no slots.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Where the zone came from: user, shop_default or unknown.</summary>
    public required string TimeZoneSource { get; init; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<PlannedSlot> Slots { get; init; } = [];

    /// <summary>One entry per candidate.</summary>
    public IReadOnlyList<LedgerEntry> Ledger { get; init; } = [];

    /// <summary>planned, or cancelled when every slot was withdrawn.</summary>
    public string Status { get; init; } = "planned";
}
