using Notify.Domain.Campaigns;
using Notify.Domain.Planning;

namespace Notify.Domain.Ranking;

/// <summary>A campaign in its place for one customer, with the numbers that put it there.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Similarity">Cosine of user and campaign embedding: −1 to 1.</param>
/// <param name="ClickRate">Expected share of clicks at an average hour: 0 to 1.</param>
/// <param name="ClickValue">What a click is worth, in the shop's currency.</param>
/// <param name="BestHourWeight">How much better than average the best moment it may be sent at is.</param>
/// <param name="BestLocalHour">That moment's local hour: 0 to 23; null when the customer's zone is unknown.</param>
public sealed record RankedCampaign(
    int Rank,
    Campaign Campaign,
    double Similarity,
    double ClickRate,
    double ClickValue,
    double BestHourWeight,
    int? BestLocalHour)
{
    // More would only show the noise of float32 vectors
    private const int Digits = 4;

    /// <summary>Expected share of clicks at the best moment: 0 to 1.</summary>
    public double BestClickRate => Math.Min(1, ClickRate * BestHourWeight);

    /// <summary>What it brings at the best moment, in the shop's currency.</summary>
    public double ExpectedValue => BestClickRate * ClickValue;

    /// <summary>As the planner takes it. The planner weighs the hours itself.</summary>
    public PlanCandidate ToCandidate() => new(Campaign, ClickRate, ClickValue);

    /// <summary>As the API shows it.</summary>
    public Recommendation ToRecommendation() => new()
    {
        Rank = Rank,
        CampaignId = Campaign.CampaignId,
        SimilarityScore = Math.Round(Similarity, Digits),
        CampaignName = Campaign.Name,
        Priority = Campaign.Priority,
        EstimatedCtr = Math.Round(BestClickRate, Digits),
        ExpectedValue = Math.Round(ExpectedValue, Digits),
        Window = new RecommendationWindow(Campaign.StartDate, Campaign.EndDate, Campaign.WindowStart, Campaign.WindowEnd),
        BestLocalHour = BestLocalHour,
        Why = $"similarity {Similarity:0.00} and type {Campaign.NotificationType}: {ClickRate:P1} clicks expected, {BestClickRate:P1} {BestMoment}; a click is worth {ClickValue:0.00} (priority {Campaign.Priority}, ad revenue {Campaign.AdRevenue:0.00})",
    };

    private string BestMoment => BestLocalHour is { } hour ? $"around {hour:00}:00" : "at any hour, as the time zone is unknown";
}
