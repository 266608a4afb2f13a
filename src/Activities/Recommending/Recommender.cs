using Notify.Domain.Planning;
using Notify.Domain.Ranking;

namespace Notify.Activities.Recommending;

/// <summary>What to recommend.</summary>
/// <param name="UserId">For whom.</param>
/// <param name="Count">At most so many.</param>
/// <param name="ExcludedCampaignIds">Campaigns to leave out.</param>
/// <param name="Window">When it is to be used; null for the next 24 hours.</param>
public sealed record RecommendationQuery(
    string UserId, int Count, IReadOnlyCollection<string> ExcludedCampaignIds, TimeWindow? Window);

/// <summary>The best campaigns for a customer.</summary>
/// <param name="ModelVersion">The encoder whose vectors were compared.</param>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="Recommendations">The best first.</param>
public sealed record RecommendationList(
    string ModelVersion, DateTimeOffset GeneratedAt, IReadOnlyList<Recommendation> Recommendations);

/// <summary>Recommends campaigns to one customer: nearest by vector, then ordered by what they are expected to bring.</summary>
public sealed class Recommender(CustomerReader customers, CampaignIndex campaigns, PlanningPolicy policy, TimeProvider time)
{
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    /// <exception cref="EmbeddingsUnavailableException">User or campaigns have no vectors yet.</exception>
    /// <exception cref="ArgumentException">Count or window is out of its bounds.</exception>
    public async Task<RecommendationList> RecommendAsync(RecommendationQuery query, CancellationToken cancellationToken)
    {
        var customer = await customers.FindAsync(query.UserId, cancellationToken) ?? throw new UserNotFoundException(query.UserId);
        var snapshot = await campaigns.GetAsync(cancellationToken);
        var embedding = customer.Embedding ?? throw new EmbeddingsUnavailableException("user");
        if (embedding.ModelVersion != snapshot.Vectors.ModelVersion)
        {
            // A new model is on its way through the pipeline, and has not reached both yet
            throw new EmbeddingsUnavailableException("user");
        }

        var now = time.GetUtcNow();
        var matches = snapshot.Vectors.Search(embedding.Embedding.Span, CandidatePool.SizeFor(query.ExcludedCampaignIds.Count))
            .Select(near => new CampaignMatch(snapshot.Campaigns[near.Id], near.Score));
        var ranked = CampaignRanker.Rank(
            new RankingRequest
            {
                Matches = [.. matches],
                TimeZone = customer.User.TimeZone,
                Preferences = customer.Preferences,
                HourlyActivity = customer.HourlyActivity,
                ExcludedCampaignIds = query.ExcludedCampaignIds,
                Window = query.Window ?? new TimeWindow(now, now.AddDays(1)),
                Count = query.Count,
            },
            policy,
            ClickRateModel.Default);
        return new RecommendationList(snapshot.Vectors.ModelVersion, now, [.. ranked.Select(campaign => campaign.ToRecommendation())]);
    }
}
