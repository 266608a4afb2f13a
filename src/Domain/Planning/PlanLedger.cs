using System.Globalization;
using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>Tells, for each candidate that was weighed, why it is in the plan or what kept it out.</summary>
internal sealed class PlanLedger(
    List<PlanCandidate> candidates,
    PlanRequest request,
    PlanningPolicy policy,
    SlotValues values,
    List<SlotChoice> choices)
{
    private bool[]? fits;

    /// <summary>The one entry of a candidate, by its index.</summary>
    public LedgerEntry Entry(int candidate)
    {
        foreach (var choice in choices)
        {
            if (choice.Candidate == candidate)
            {
                return Entry(candidate, LedgerOutcome.Chosen, $"expected value {Money(values[candidate, choice.Slot])} at {values.Slots.Grid.Local(choice.Slot).Time:HH:mm} local time");
            }
        }

        return values.Furthest(candidate) == SlotStage.Open ? Outbid(candidate) : Blocked(candidate);
    }

    private LedgerEntry Blocked(int candidate)
    {
        var campaign = candidates[candidate].Campaign;
        var slots = values.Slots;
        var window = new DailyWindow(campaign.WindowStart, campaign.WindowEnd);
        return values.Count == 0
            ? Entry(candidate, LedgerOutcome.OutsideWindow, $"no {policy.SlotMinutes}-minute slot lies between {request.PlannedFrom:u} and {request.PlannedUntil:u}")
            : values.Furthest(candidate) switch
            {
                SlotStage.OutsideDates => Entry(candidate, LedgerOutcome.OutsideDates, $"it runs from {campaign.StartDate:yyyy-MM-dd} to {campaign.EndDate:yyyy-MM-dd}; the planned hours are on {slots.Grid.Local(0).Date:yyyy-MM-dd} and {slots.Grid.Local(values.Count - 1).Date:yyyy-MM-dd}, local dates"),
                SlotStage.BlackoutDate => Entry(candidate, LedgerOutcome.BlackoutDate, "every slot on its dates is on one of the customer's blackout dates"),
                SlotStage.OutsideWindow => Entry(candidate, LedgerOutcome.OutsideWindow, $"none of the {values.Count} slots falls in its daily window {window} on an allowed date"),
                SlotStage.QuietHours => Entry(candidate, LedgerOutcome.QuietHours, $"its daily window {window} lies within the quiet hours {slots.Quiet}"),
                SlotStage.Spacing => Entry(candidate, LedgerOutcome.Spacing, $"every slot it could have comes less than {policy.MinimumSpacing.TotalMinutes} minutes after a notification sent before"),
                _ => Entry(candidate, LedgerOutcome.DailyCap, $"{request.RecentSends.Count} sent before leave nothing of the cap of {slots.Cap} in 24 hours in any slot it could have"),
            };
    }

    // It had slots of its own, so what kept it out is either a better candidate or the cost of one more notification.
    private LedgerEntry Outbid(int candidate)
    {
        fits ??= [.. Enumerable.Range(0, values.Count).Select(Fits)];
        var (best, bestFree) = (-1, -1);
        for (var slot = 0; slot < values.Count; slot++)
        {
            best = Better(candidate, slot, best);
            bestFree = fits[slot] ? Better(candidate, slot, bestFree) : bestFree;
        }

        if (bestFree >= 0)
        {
            var cost = policy.FatigueCost * (choices.Count + values.Slots.Received(bestFree));
            return Entry(candidate, LedgerOutcome.NotWorthIt, $"expected value {Money(values[candidate, bestFree])} does not repay the fatigue of one more notification, up to {Money(cost)}");
        }

        var rival = Rival(best);
        return Entry(candidate, LedgerOutcome.Displaced, $"campaign {candidates[rival.Candidate].Campaign.CampaignId}, worth {Money(values[rival.Candidate, rival.Slot])}, was preferred; this one reaches {Money(values[candidate, best])} at its best, under a cap of {values.Slots.Cap} in 24 hours and {policy.MinimumSpacing.TotalMinutes} minutes between two");
    }

    private int Better(int candidate, int slot, int than)
    {
        var value = values[candidate, slot];
        return !double.IsNegativeInfinity(value) && (than < 0 || value > values[candidate, than]) ? slot : than;
    }

    // Whether one more send in this slot would leave every chosen one valid.
    private bool Fits(int slot)
    {
        var sendsBefore = 0;
        foreach (var choice in choices)
        {
            if (TooNear(choice.Slot, slot))
            {
                return false;
            }

            var later = choice.Slot > slot;
            sendsBefore += later ? 0 : 1;
            if (later && values.Slots.Received(choice.Slot) + Ordinal(choice) + 1 > values.Slots.Cap)
            {
                return false;
            }
        }

        return values.Slots.Received(slot) + sendsBefore + 1 <= values.Slots.Cap;
    }

    // The nearest choice within the spacing; failing that the least valuable one, which fills the cap.
    private SlotChoice Rival(int slot)
    {
        SlotChoice? nearest = null;
        var least = choices[0];
        foreach (var choice in choices)
        {
            if (TooNear(choice.Slot, slot) && (nearest is null || Math.Abs(choice.Slot - slot) < Math.Abs(nearest.Value.Slot - slot)))
            {
                nearest = choice;
            }

            least = values[choice.Candidate, choice.Slot] < values[least.Candidate, least.Slot] ? choice : least;
        }

        return nearest ?? least;
    }

    private bool TooNear(int one, int other) =>
        one == other || Math.Abs(one - other) * policy.SlotMinutes < policy.MinimumSpacing.TotalMinutes;

    private int Ordinal(SlotChoice choice)
    {
        var ordinal = 1;
        foreach (var other in choices)
        {
            ordinal += other.Slot < choice.Slot ? 1 : 0;
        }

        return ordinal;
    }

    private LedgerEntry Entry(int candidate, string outcome, string detail) =>
        new(candidates[candidate].Campaign.CampaignId, outcome, detail);

    private static string Money(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
