using Notify.Domain.Ranking;

namespace Notify.Api.Recommendations;

/// <summary>What to recommend, and for whom.</summary>
/// <param name="UserId">Required.</param>
/// <param name="NumRecommendations">1 to 20; 10 when left out.</param>
/// <param name="ExcludeCampaignIds">Campaigns to leave out; at most 500.</param>
/// <param name="TimeWindow">Only campaigns that may be sent within it, at most 31 days; the next 24 hours when left out.</param>
public sealed record RecommendationRequest(
    string? UserId,
    int? NumRecommendations = null,
    IReadOnlyList<string>? ExcludeCampaignIds = null,
    TimeWindow? TimeWindow = null);

/// <summary>The best campaigns for a user, the best first.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ModelVersion">The encoder whose vectors were compared.</param>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="Recommendations">At most as many as were asked for.</param>
public sealed record RecommendationReply(
    string UserId, string ModelVersion, DateTimeOffset GeneratedAt, IReadOnlyList<Recommendation> Recommendations);
