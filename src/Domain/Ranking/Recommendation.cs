namespace Notify.Domain.Ranking;

/// <summary>A campaign recommended to one customer.</summary>
public sealed record Recommendation
{
    /// <summary>From 1.</summary>
    public required int Rank { get; init; }

    public required string CampaignId { get; init; }

    /// <summary>Cosine of user and campaign embedding: −1 to 1.</summary>
    public required double SimilarityScore { get; init; }

    public required string CampaignName { get; init; }

    /// <summary>1 (least) to 5 (most).</summary>
    public required int Priority { get; init; }

    /// <summary>Expected share of such notifications that this customer clicks, at <see cref="BestLocalHour"/>: 0 to 1.</summary>
    public required double EstimatedCtr { get; init; }

    /// <summary>What a notification is expected to bring, in the shop's currency; the order follows it.</summary>
    public required double ExpectedValue { get; init; }

    /// <summary>When the campaign may be sent.</summary>
    public required RecommendationWindow Window { get; init; }

    /// <summary>The best local hour of the day for it: 0 to 23; null when the customer's zone is unknown.</summary>
    public int? BestLocalHour { get; init; }

    /// <summary>For a person: what put it where it is.</summary>
    public required string Why { get; init; }
}
