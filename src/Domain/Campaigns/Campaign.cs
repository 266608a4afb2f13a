namespace Notify.Domain.Campaigns;

/// <summary>Something the shop wants customers to hear about, and when it may.</summary>
public sealed record Campaign
{
    public required string CampaignId { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Such as promotional, informational, clickbait, recommendation; customers may mute a type.</summary>
    public string NotificationType { get; init; } = "promotional";

    /// <summary>1 (least) to 5 (most).</summary>
    public int Priority { get; init; } = 3;

    /// <summary>What a click is worth to the shop, in its currency.</summary>
    public decimal AdRevenue { get; init; }

    /// <summary>First local date on which it may be sent.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Last local date on which it may be sent.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>Local time of day from which it may be sent; null for the whole day.</summary>
    public TimeOnly? WindowStart { get; init; }

    /// <summary>Local time of day until which it may be sent (exclusive); the window may pass midnight.</summary>
    public TimeOnly? WindowEnd { get; init; }

    /// <summary>One of <see cref="CampaignStatus"/>.</summary>
    public string Status { get; init; } = CampaignStatus.Active;

    /// <summary>How many notifications it may send in all, over all customers; null for no bound.</summary>
    public int? Budget { get; init; }

    /// <summary>How often one customer may receive it over its whole life.</summary>
    public int FrequencyCap { get; init; } = 1;

    public string TemplateShort { get; init; } = "";

    public string TemplateLong { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }
}
