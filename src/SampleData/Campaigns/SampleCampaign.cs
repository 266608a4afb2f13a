namespace Notify.SampleData.Campaigns;

/// <summary>A row of campaigns.csv. What it is about stands in its texts only; <see cref="SampleTruth"/> knows.</summary>
/// <param name="CampaignId">C1 and on.</param>
/// <param name="Status">active, paused, draft or completed.</param>
/// <param name="Priority">1 (least) to 5 (most).</param>
/// <param name="StartDate">First day it may be sent.</param>
/// <param name="EndDate">Last day it may be sent.</param>
/// <param name="NotificationType">promotional, informational, clickbait or recommendation.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="AdRevenue">What a click is worth, in the shop's currency.</param>
/// <param name="WindowStart">Local time of day from which it may be sent; null for the whole day.</param>
/// <param name="WindowEnd">Local time of day until which it may be sent.</param>
/// <param name="Budget">Most notifications over all customers; null for no bound.</param>
/// <param name="FrequencyCap">Most times one customer may receive it.</param>
public sealed record SampleCampaign(
    string CampaignId,
    string Name,
    string Description,
    string Status,
    int Priority,
    DateOnly StartDate,
    DateOnly EndDate,
    string NotificationType,
    string TemplateShort,
    string TemplateLong,
    DateTime CreatedAt,
    decimal AdRevenue,
    TimeOnly? WindowStart,
    TimeOnly? WindowEnd,
    int? Budget,
    int FrequencyCap);

/// <summary>What a campaign is about. Null where it is not narrowed down; all null for the whole shop.</summary>
/// <param name="Gender">The gender its text names; null for everybody.</param>
public sealed record CampaignTarget(string? MasterCategory, string? SubCategory, string? ArticleType, string? Gender);
