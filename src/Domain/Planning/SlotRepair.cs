namespace Notify.Domain.Planning;

/// <summary>Turns a relaxed solution, which repeats candidates, into a valid one.</summary>
internal static class SlotRepair
{
    /// <summary>Keeps the best of each candidate's choices and gives the slots of the others to the best unused candidates.</summary>
    /// <returns>In order of time; each candidate at most once.</returns>
    public static List<SlotChoice> Repair(SlotProblem problem, IReadOnlyList<SlotChoice> relaxed)
    {
        var rowOf = Enumerable.Range(0, problem.Rows).ToDictionary(problem.Slot);
        var kept = relaxed
            .GroupBy(choice => choice.Candidate)
            .ToDictionary(group => group.MaxBy(choice => problem.Gain(choice.Candidate, rowOf[choice.Slot])).Slot, group => group.Key);
        var used = kept.Values.ToHashSet();
        var choices = new List<SlotChoice>();
        foreach (var slot in relaxed.Select(choice => choice.Slot))
        {
            var candidate = kept.TryGetValue(slot, out var keeper) ? keeper : BestUnused(problem, rowOf[slot], used);
            var worth = candidate >= 0 && problem.Gain(candidate, rowOf[slot]) > problem.FatigueOf(choices.Count + 1);
            if (worth)
            {
                used.Add(candidate);
                choices.Add(new SlotChoice(candidate, slot));
            }
        }

        return choices;
    }

    private static int BestUnused(SlotProblem problem, int row, HashSet<int> used)
    {
        var free = Enumerable.Range(0, problem.Candidates).Where(candidate => !used.Contains(candidate));
        return free.Select(candidate => (candidate, gain: problem.Gain(candidate, row)))
            .Where(option => !double.IsNegativeInfinity(option.gain))
            .OrderByDescending(option => option.gain)
            .Select(option => option.candidate)
            .FirstOrDefault(-1);
    }
}
