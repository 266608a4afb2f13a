using Notify.Domain.Deliveries;
using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>
/// Makes one customer's plan: the campaigns and moments of the next hours whose expected value less fatigue is
/// greatest among all that keep every rule at once.
/// </summary>
/// <remarks>
/// Moments lie on a grid of <see cref="PlanningPolicy.SlotMinutes"/>, so two notifications never share one. The value
/// of a campaign at a moment is click rate × <see cref="HourWeights"/> (a rate, so at most 1) × click value. Fatigue is
/// <see cref="PlanningPolicy.FatigueCost"/> for every pair of notifications less than 24 hours apart of which at least
/// the later is planned.
/// </remarks>
public static class Planner
{
    /// <summary>The same request and policy always give the same plan.</summary>
    /// <param name="request">The customer, the candidates and what has gone out before.</param>
    /// <param name="policy">The shop's rules.</param>
    /// <returns>A plan with one ledger entry per candidate, in the order of the candidates.</returns>
    /// <exception cref="ArgumentException">Request or policy is out of its bounds; the message says which and how to mend it.</exception>
    public static UserSchedule Plan(PlanRequest request, PlanningPolicy policy)
    {
        policy.Validate();
        PlanRequestRules.Require(request);
        var zone = ZoneResolver.Resolve(request.TimeZone, policy.DefaultTimeZone);
        if (CandidateScreen.RejectAll(request, policy) is { } refused)
        {
            return Nothing(request, zone, refused.Outcome, refused.Detail);
        }

        if (!zone.IsKnown)
        {
            return Nothing(request, zone, LedgerOutcome.TimeZoneUnknown, zone.Detail);
        }

        var grid = SlotGrid.Of(request.PlannedFrom, request.PlannedUntil, policy.SlotMinutes, zone.Zone);
        return Plan(request, policy, zone, CustomerSlots.Of(request, policy, grid));
    }

    private static UserSchedule Plan(PlanRequest request, PlanningPolicy policy, ResolvedZone zone, CustomerSlots slots)
    {
        var rejected = new LedgerEntry?[request.Candidates.Count];
        var weighed = new List<PlanCandidate>(request.Candidates.Count);
        for (var index = 0; index < rejected.Length; index++)
        {
            rejected[index] = CandidateScreen.Reject(request.Candidates[index].Campaign, request);
            if (rejected[index] is null)
            {
                weighed.Add(request.Candidates[index]);
            }
        }

        var values = SlotValues.Compute(weighed, slots);
        var choices = SlotSolver.Solve(new SlotProblem(values, policy));
        var ledger = new PlanLedger(weighed, request, policy, values, choices);
        var next = 0;
        return Empty(request, zone) with
        {
            Slots = [.. choices.Select(choice => Slot(request.UserId, weighed, values, choice))],
            Ledger = [.. rejected.Select(entry => entry ?? ledger.Entry(next++))],
        };
    }

    private static PlannedSlot Slot(string userId, List<PlanCandidate> candidates, SlotValues values, SlotChoice choice)
    {
        var campaignId = candidates[choice.Candidate].Campaign.CampaignId;
        var at = values.Slots.Grid.At(choice.Slot);
        return new PlannedSlot
        {
            NotificationId = NotificationId.Of(userId, campaignId, at),
            CampaignId = campaignId,
            At = at,
            ExpectedValue = values[choice.Candidate, choice.Slot],
        };
    }

    private static UserSchedule Nothing(PlanRequest request, ResolvedZone zone, string outcome, string detail) =>
        Empty(request, zone) with
        {
            Ledger = [.. request.Candidates.Select(candidate => new LedgerEntry(candidate.Campaign.CampaignId, outcome, detail))],
        };

    private static UserSchedule Empty(PlanRequest request, ResolvedZone zone) => new()
    {
        UserId = request.UserId,
        Date = DateOnly.FromDateTime(request.PlannedFrom.UtcDateTime),
        PlannedFrom = request.PlannedFrom,
        PlannedUntil = request.PlannedUntil,
        TimeZone = zone.Name,
        TimeZoneSource = zone.Source,
    };
}
