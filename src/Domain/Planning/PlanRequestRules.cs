namespace Notify.Domain.Planning;

/// <summary>Refuses requests that no plan could be made for.</summary>
internal static class PlanRequestRules
{
    /// <exception cref="ArgumentException">The message names the value, the bound and the remedy.</exception>
    public static void Require(PlanRequest request)
    {
        Require(!string.IsNullOrEmpty(request.UserId), "the user id is empty; name the customer");
        RequireWindow(request);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in request.Candidates)
        {
            var id = candidate.Campaign.CampaignId;
            Require(seen.Add(id), $"campaign '{id}' is a candidate twice; give each once");
            Require(candidate.ClickRate is >= 0 and <= 1, $"campaign '{id}' has click rate {candidate.ClickRate}; it lies between 0 and 1");
            Require(double.IsFinite(candidate.ClickValue) && candidate.ClickValue >= 0, $"campaign '{id}' has click value {candidate.ClickValue}; it is finite and not negative");
        }

        foreach (var sent in request.RecentSends)
        {
            Require(sent.At <= request.PlannedFrom, $"campaign '{sent.CampaignId}' was sent at {sent.At:u}, after the plan begins at {request.PlannedFrom:u}; plan from the moment up to which sends are known");
        }
    }

    private static void RequireWindow(PlanRequest request)
    {
        var length = request.PlannedUntil - request.PlannedFrom;
        Require(length > TimeSpan.Zero && length <= TimeSpan.FromDays(1), $"it reaches from {request.PlannedFrom:u} until {request.PlannedUntil:u}; it must be longer than 0 and at most 24 hours");
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException($"Plan request: {fault}.");
        }
    }
}
