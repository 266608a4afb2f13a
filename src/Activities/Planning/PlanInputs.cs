using Notify.Activities.Recommending;
using Notify.Domain.Planning;
using Notify.Domain.Ranking;
using Notify.Embeddings.Search;
using Notify.Storage.Tables;

namespace Notify.Activities.Planning;

/// <summary>Gathers everything that customers' plans depend on.</summary>
public sealed class PlanInputs(ITables tables, CampaignIndex campaigns, PlanningPolicy policy)
{
    private const int Candidates = 10;

    /// <param name="customers">For whom to plan.</param>
    /// <param name="hours">What to plan.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A request for each customer who has an embedding of the campaigns' model and hours left to plan, in their order.</returns>
    /// <exception cref="EmbeddingsUnavailableException">No campaign has a vector yet.</exception>
    public async Task<IReadOnlyList<PlanRequest>> GatherAsync(
        IReadOnlyList<CustomerContext> customers, PlanHours hours, CancellationToken cancellationToken)
    {
        var snapshot = await campaigns.GetAsync(cancellationToken);
        var known = customers.Where(customer => customer.Embedding?.ModelVersion == snapshot.Vectors.ModelVersion).ToList();
        var queries = new float[known.Count * snapshot.Vectors.Dimensions];
        for (var i = 0; i < known.Count; i++)
        {
            known[i].Embedding!.Embedding.CopyTo(queries.AsMemory(i * snapshot.Vectors.Dimensions));
        }

        var nearest = snapshot.Vectors.TopK(queries, CandidatePool.SizeFor(0), cancellationToken);
        var requests = new List<PlanRequest>(known.Count);
        for (var i = 0; i < known.Count; i++)
        {
            if (await RequestAsync(known[i], Matches(snapshot, nearest, i), hours, cancellationToken) is { } request)
            {
                requests.Add(request);
            }
        }

        return requests;
    }

    private static CampaignMatch[] Matches(CampaignSnapshot snapshot, NearestRows nearest, int query)
    {
        var rows = nearest.Rows(query);
        var scores = nearest.Scores(query);
        var matches = new CampaignMatch[rows.Length];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = new CampaignMatch(snapshot.Campaigns[snapshot.Vectors.Ids[rows[i]]], scores[i]);
        }

        return matches;
    }

    private async Task<PlanRequest?> RequestAsync(
        CustomerContext customer, IReadOnlyList<CampaignMatch> matches, PlanHours hours, CancellationToken cancellationToken)
    {
        var past = await CustomerPast.ReadAsync(tables, customer.User.UserId, hours, cancellationToken);
        if (past.From >= hours.Until)
        {
            return null;
        }

        var ranked = CampaignRanker.Rank(
            new RankingRequest
            {
                Matches = [.. matches.Where(match => past.CampaignSends.GetValueOrDefault(match.Campaign.CampaignId) < match.Campaign.FrequencyCap)],
                TimeZone = customer.User.TimeZone,
                Preferences = customer.Preferences,
                HourlyActivity = customer.HourlyActivity,
                Window = new TimeWindow(past.From, hours.Until),
                Count = Candidates,
            },
            policy,
            ClickRateModel.Default);
        return new PlanRequest
        {
            UserId = customer.User.UserId,
            TimeZone = customer.User.TimeZone,
            Preferences = customer.Preferences,
            HourlyActivity = customer.HourlyActivity,
            Candidates = [.. ranked.Select(campaign => campaign.ToCandidate())],
            RecentSends = past.Sends,
            CampaignSends = past.CampaignSends,
            PlannedFrom = past.From,
            PlannedUntil = hours.Until,
        };
    }
}
