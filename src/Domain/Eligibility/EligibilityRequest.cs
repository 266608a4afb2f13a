using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Planning;

namespace Notify.Domain.Eligibility;

/// <summary>What is known of customer and campaign at the moment a planned notification is due.</summary>
public sealed record EligibilityRequest
{
    /// <summary>As they stand now; null for a customer who has expressed none.</summary>
    public UserPreferences? Preferences { get; init; }

    /// <summary>IANA name as the customer's record has it now; null when missing.</summary>
    public string? TimeZone { get; init; }

    /// <summary>As it stands now.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>What went out in the last 24 hours; older ones do no harm.</summary>
    public IReadOnlyList<RecentSend> RecentSends { get; init; } = [];

    /// <summary>How often the customer has received this campaign in its whole life.</summary>
    public int CampaignSends { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The moment it was planned for, when it is on time: its distance to others is then the planned one, whatever
    /// moments a send takes. Null for a send that is late, which must keep its distance as it goes out.
    /// </summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>UTC, exclusive: how late it may still be sent.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The moments of the notifications still planned after this one: a later moment keeps clear of them.</summary>
    public IReadOnlyList<DateTimeOffset> PlannedLater { get; init; } = [];
}
