using Notify.Domain.Campaigns;
using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>What each candidate is worth in each slot, and how far the candidates without any slot got.</summary>
internal sealed class SlotValues
{
    private readonly double[] values;
    private readonly SlotStage[] furthest;

    private SlotValues(int candidates, CustomerSlots slots)
    {
        Slots = slots;
        Candidates = candidates;
        values = new double[candidates * slots.Grid.Count];
        Array.Fill(values, double.NegativeInfinity);
        furthest = new SlotStage[candidates];
    }

    public CustomerSlots Slots { get; }

    public int Candidates { get; }

    public int Count => Slots.Grid.Count;

    /// <summary>Expected value in the shop's currency; negative infinity where the candidate may not be sent.</summary>
    public double this[int candidate, int slot] => values[(candidate * Count) + slot];

    /// <summary>All slots of one candidate.</summary>
    public ReadOnlySpan<double> Of(int candidate) => values.AsSpan(candidate * Count, Count);

    /// <summary>The last constraint that the candidate's most promising slot met; Open when it has a slot.</summary>
    public SlotStage Furthest(int candidate) => furthest[candidate];

    public static SlotValues Compute(List<PlanCandidate> candidates, CustomerSlots slots)
    {
        var values = new SlotValues(candidates.Count, slots);
        for (var index = 0; index < candidates.Count; index++)
        {
            values.Fill(index, candidates[index]);
        }

        return values;
    }

    private void Fill(int index, PlanCandidate candidate)
    {
        var campaign = candidate.Campaign;
        var window = new DailyWindow(campaign.WindowStart, campaign.WindowEnd);
        for (var slot = 0; slot < Count; slot++)
        {
            var stage = StageOf(campaign, window, slot);
            furthest[index] = stage > furthest[index] ? stage : furthest[index];
            if (stage == SlotStage.Open)
            {
                values[(index * Count) + slot] = Math.Min(1, candidate.ClickRate * Slots.Weight(slot)) * candidate.ClickValue;
            }
        }
    }

    private SlotStage StageOf(Campaign campaign, DailyWindow window, int slot)
    {
        var local = Slots.Grid.Local(slot);
        if (local.Date < campaign.StartDate || local.Date > campaign.EndDate)
        {
            return SlotStage.OutsideDates;
        }

        var stage = Slots.Stage(slot);
        return stage == SlotStage.BlackoutDate || window.Covers(local.Time) ? stage : SlotStage.OutsideWindow;
    }
}
