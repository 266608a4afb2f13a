namespace Notify.Api.Recommendations;

/// <summary>What to recommend, and for whom.</summary>
/// <param name="UserId">Required.</param>
/// <param name="NumRecommendations">1 to 20; 10 when left out.</param>
/// <param name="ExcludeCampaignIds">Campaigns to leave out; at most 1,000.</param>
/// <param name="TimeWindow">Only campaigns that may be sent within it; null for now.</param>
public sealed record RecommendationRequest(
    string? UserId,
    int? NumRecommendations = null,
    IReadOnlyList<string>? ExcludeCampaignIds = null,
    TimeWindow? TimeWindow = null);

/// <summary>A span of time.</summary>
/// <param name="Start">ISO 8601.</param>
/// <param name="End">ISO 8601, exclusive; later than the start.</param>
public sealed record TimeWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>The best campaigns for a user, the best first.</summary>
public sealed record RecommendationReply(
    string UserId, string ModelVersion, DateTimeOffset GeneratedAt, IReadOnlyList<RecommendedCampaign> Recommendations);

/// <summary>One recommended campaign.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="SimilarityScore">Cosine of user and campaign: −1 to 1.</param>
/// <param name="Priority">1 to 5.</param>
/// <param name="EstimatedCtr">Expected share of clicks: 0 to 1.</param>
/// <param name="Window">When it may be sent, in the user's local time.</param>
/// <param name="Why">For a person: what speaks for it.</param>
public sealed record RecommendedCampaign(
    int Rank,
    string CampaignId,
    string CampaignName,
    double SimilarityScore,
    int Priority,
    double EstimatedCtr,
    CampaignWindow Window,
    string Why);

/// <summary>When a campaign may be sent, in the user's local time.</summary>
public sealed record CampaignWindow(DateOnly StartDate, DateOnly EndDate, TimeOnly? DailyStart, TimeOnly? DailyEnd);
