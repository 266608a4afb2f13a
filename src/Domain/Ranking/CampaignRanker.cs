using NodaTime;
using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using Notify.Domain.Time;

namespace Notify.Domain.Ranking;

/// <summary>Puts the campaigns that vector search found in the order of what they are expected to bring.</summary>
public static class CampaignRanker
{
    private const int LongestWindowDays = 31;

    /// <summary>
    /// Keeps the campaigns that are active, not excluded, not of a muted type, and may be sent at some moment of the
    /// window by their dates and daily window, in the customer's zone (in UTC where there is none). Orders them by
    /// click rate × value; equals by similarity, then by id.
    /// </summary>
    /// <param name="request">The customer and what vector search found.</param>
    /// <param name="policy">Gives default zone, quiet hours, hour weights and slot length.</param>
    /// <param name="model">Estimates click rates.</param>
    /// <returns>At most <see cref="RankingRequest.Count"/>, the best first.</returns>
    /// <exception cref="ArgumentException">Count, window or a similarity is out of its bounds.</exception>
    public static IReadOnlyList<RankedCampaign> Rank(RankingRequest request, PlanningPolicy policy, ClickRateModel model)
    {
        policy.Validate();
        Require(request);
        var resolved = ZoneResolver.Resolve(request.TimeZone, policy.DefaultTimeZone);
        var moments = RankingMoments.Of(request, policy, resolved.Zone ?? DateTimeZone.Utc);
        return [.. request.Matches
            .Where(match => IsWanted(match.Campaign, request))
            .GroupBy(match => match.Campaign.CampaignId, StringComparer.Ordinal)
            .Select(same => same.MaxBy(match => match.Similarity)!)
            .Select(match => Weigh(match, moments, resolved, model))
            .OfType<RankedCampaign>()
            .OrderByDescending(ranked => ranked.ExpectedValue)
            .ThenByDescending(ranked => ranked.Similarity)
            .ThenBy(ranked => ranked.Campaign.CampaignId, StringComparer.Ordinal)
            .Take(request.Count)
            .Select((ranked, index) => ranked with { Rank = index + 1 })];
    }

    /// <summary>
    /// What a click on a campaign is worth, in the shop's currency: one unit for the visit and the ad revenue, times a
    /// third of the priority, so that priority 3 counts plainly.
    /// </summary>
    public static double ClickValue(Campaign campaign) =>
        (1 + Math.Max(0, (double)campaign.AdRevenue)) * Math.Clamp(campaign.Priority, 1, 5) / 3.0;

    private static bool IsWanted(Campaign campaign, RankingRequest request) =>
        campaign.Status == CampaignStatus.Active
        && !request.ExcludedCampaignIds.Contains(campaign.CampaignId)
        && request.Preferences?.MutedTypes.Contains(campaign.NotificationType) != true;

    private static RankedCampaign? Weigh(CampaignMatch match, RankingMoments moments, ResolvedZone zone, ClickRateModel model)
    {
        var clickRate = model.Estimate(match.Similarity, match.Campaign.NotificationType);
        return moments.Best(match.Campaign) is { } best
            ? new RankedCampaign(0, match.Campaign, match.Similarity, clickRate, ClickValue(match.Campaign), zone.IsKnown ? best.Weight : 1, zone.IsKnown ? best.Hour : null)
            : null;
    }

    private static void Require(RankingRequest request)
    {
        if (request.Count < 1)
        {
            throw new ArgumentException($"{request.Count} recommendations were asked for; ask for at least 1.", nameof(request));
        }

        var length = request.Window.Until - request.Window.From;
        if (length <= TimeSpan.Zero || length > TimeSpan.FromDays(LongestWindowDays))
        {
            throw new ArgumentException($"The time window reaches from {request.Window.From:u} until {request.Window.Until:u}; it must be longer than 0 and at most {LongestWindowDays} days.", nameof(request));
        }
    }
}
