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
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(1);

    /// <returns>A request for each customer who has an embedding of the campaigns' model, in their order.</returns>
    /// <exception cref="EmbeddingsUnavailableException">No campaign has a vector yet.</exception>
    public async Task<IReadOnlyList<PlanRequest>> GatherAsync(
        IReadOnlyList<CustomerContext> customers, DateTimeOffset from, CancellationToken cancellationToken)
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
            requests.Add(await RequestAsync(known[i], Matches(snapshot, nearest, i), from, cancellationToken));
        }

        return requests;
    }

    /// <summary>How many more of each campaign with a budget may go out, over all customers.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RemainingBudgetsAsync(CancellationToken cancellationToken)
    {
        var snapshot = await campaigns.GetAsync(cancellationToken);
        var remaining = snapshot.Campaigns.Values
            .Where(campaign => campaign.Budget is not null)
            .ToDictionary(campaign => campaign.CampaignId, campaign => campaign.Budget!.Value, StringComparer.Ordinal);
        if (remaining.Count > 0)
        {
            await foreach (var message in tables.ScanAsync(NotifyTables.Inbox, cancellationToken: cancellationToken))
            {
                if (remaining.TryGetValue(message.CampaignId, out var left))
                {
                    remaining[message.CampaignId] = left - 1;
                }
            }
        }

        return remaining;
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

    private async Task<PlanRequest> RequestAsync(
        CustomerContext customer, IReadOnlyList<CampaignMatch> matches, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var past = await CustomerPast.ReadAsync(tables, customer.User.UserId, from, cancellationToken);
        var ranked = CampaignRanker.Rank(
            new RankingRequest
            {
                Matches = [.. matches.Where(match => past.CampaignSends.GetValueOrDefault(match.Campaign.CampaignId) < match.Campaign.FrequencyCap)],
                TimeZone = customer.User.TimeZone,
                Preferences = customer.Preferences,
                HourlyActivity = customer.HourlyActivity,
                Window = new TimeWindow(past.From, from + Horizon),
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
            PlannedUntil = from + Horizon,
        };
    }
}
