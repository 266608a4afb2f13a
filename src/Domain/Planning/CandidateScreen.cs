using Notify.Domain.Campaigns;

namespace Notify.Domain.Planning;

/// <summary>Reasons that keep a candidate out of a plan whatever the time of day.</summary>
internal static class CandidateScreen
{
    /// <returns>The ledger entry of a candidate that cannot be in the plan; null for one that can.</returns>
    public static LedgerEntry? Reject(Campaign campaign, PlanRequest request)
    {
        var id = campaign.CampaignId;
        if (campaign.Status != CampaignStatus.Active)
        {
            return new LedgerEntry(id, LedgerOutcome.NotActive, $"the campaign is {campaign.Status}, not active");
        }

        if (request.Preferences?.MutedTypes.Contains(campaign.NotificationType) == true)
        {
            return new LedgerEntry(id, LedgerOutcome.MutedType, $"the customer has muted {campaign.NotificationType}");
        }

        var received = Received(id, request);
        if (received >= campaign.FrequencyCap)
        {
            return new LedgerEntry(id, LedgerOutcome.FrequencyCap, $"received {received} times; the campaign's cap is {campaign.FrequencyCap}");
        }

        var remaining = request.RemainingBudgets.TryGetValue(id, out var left) ? left : campaign.Budget;
        return remaining <= 0
            ? new LedgerEntry(id, LedgerOutcome.Budget, $"{remaining} of the campaign's budget of {campaign.Budget?.ToString() ?? "unbounded"} is left for this customer")
            : null;
    }

    /// <summary>Reasons that keep every candidate out.</summary>
    /// <returns>Outcome and detail; null when there is none.</returns>
    public static (string Outcome, string Detail)? RejectAll(PlanRequest request, PlanningPolicy policy)
    {
        var preferences = request.Preferences;
        if (preferences?.OptedOutAt is { } optedOut)
        {
            return (LedgerOutcome.OptedOut, $"the customer opted out of everything at {optedOut:u}");
        }

        return preferences?.Channels is { Count: > 0 } channels && !channels.Contains(policy.Channel)
            ? (LedgerOutcome.ChannelRefused, $"notifications go out on {policy.Channel}; the customer accepts {string.Join(", ", channels)} only")
            : null;
    }

    // The recent sends may be newer than the lifetime count, never fewer than what they show.
    private static int Received(string campaignId, PlanRequest request)
    {
        var recent = 0;
        foreach (var sent in request.RecentSends)
        {
            recent += sent.CampaignId == campaignId ? 1 : 0;
        }

        return Math.Max(recent, request.CampaignSends.GetValueOrDefault(campaignId));
    }
}
