using System.Buffers;

namespace Notify.Domain.Planning;

/// <summary>
/// Solves a <see cref="SlotProblem"/> by dynamic programming over time, with decremental state-space relaxation
/// (Righini and Salani, Networks 51, 2008): at first a candidate may be chosen again and again; each candidate that a
/// relaxed optimum repeats is then remembered in the state, until none is repeated. That optimum is the exact one, unless
/// more than ten candidates had to be remembered.
/// </summary>
internal sealed class SlotSolver
{
    // 2^10 states per row and ordinal. A candidate beyond is held to the better of its repeated slots: near-exact.
    private const int DefaultMostRemembered = 10;

    private readonly SlotProblem problem;
    private readonly int mostRemembered;
    private readonly List<int> remembered = [];
    private readonly HashSet<int> held = [];
    private readonly int[] bestFree;
    private double[] table = [];
    private int sets;

    private SlotSolver(SlotProblem problem, int mostRemembered)
    {
        this.problem = problem;
        this.mostRemembered = mostRemembered;
        bestFree = new int[problem.Rows];
    }

    /// <param name="problem">What to solve.</param>
    /// <param name="mostRemembered">How many repeated candidates the state remembers; further ones are held to one slot each.</param>
    /// <returns>In order of time; each candidate at most once.</returns>
    public static List<SlotChoice> Solve(SlotProblem problem, int mostRemembered = DefaultMostRemembered)
    {
        if (problem.Rows == 0 || problem.MostSends < 1)
        {
            return [];
        }

        return new SlotSolver(problem, mostRemembered).Solve();
    }

    private List<SlotChoice> Solve()
    {
        try
        {
            while (true)
            {
                FindBestFree();
                FillTable();
                var choices = Trace();
                if (!TellApart(choices))
                {
                    return choices;
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(table);
        }
    }

    // Among the candidates that the state does not remember, the best one of a row is all that matters.
    private void FindBestFree()
    {
        for (var row = 0; row < problem.Rows; row++)
        {
            bestFree[row] = BestFree(row);
        }
    }

    private int BestFree(int row)
    {
        var gains = problem.Gains(row);
        var best = -1;
        for (var candidate = 0; candidate < gains.Length; candidate++)
        {
            if (gains[candidate] > (best < 0 ? double.NegativeInfinity : gains[best]) && !remembered.Contains(candidate))
            {
                best = candidate;
            }
        }

        return best;
    }

    // Entry (row, sends, set): the best total over the rows before it, with exactly so many sends and these remembered
    // candidates among them.
    private void FillTable()
    {
        sets = 1 << remembered.Count;
        var size = (problem.Rows + 1) * (problem.MostSends + 1) * sets;
        if (table.Length < size)
        {
            ArrayPool<double>.Shared.Return(table);
            table = ArrayPool<double>.Shared.Rent(size);
        }

        Array.Fill(table, double.NegativeInfinity, 0, (problem.MostSends + 1) * sets);
        table[0] = 0;
        for (var row = 0; row < problem.Rows; row++)
        {
            for (var sends = 0; sends <= problem.MostSends; sends++)
            {
                var without = States(row, sends);
                var next = States(row + 1, sends);
                without.CopyTo(next);
                if (sends >= 1 && sends <= problem.MostSendsAt(row))
                {
                    Improve(next, States(problem.RowsBefore(row), sends - 1), row, sends);
                }
            }
        }
    }

    private void Improve(Span<double> next, ReadOnlySpan<double> before, int row, int sends)
    {
        var fatigue = problem.FatigueOf(sends);
        if (bestFree[row] >= 0)
        {
            var gain = problem.Gain(bestFree[row], row) - fatigue;
            for (var set = 0; set < next.Length; set++)
            {
                next[set] = Math.Max(next[set], before[set] + gain);
            }
        }

        for (var bit = 0; bit < remembered.Count; bit++)
        {
            var gain = problem.Gain(remembered[bit], row) - fatigue;
            if (double.IsNegativeInfinity(gain))
            {
                continue;
            }

            for (var set = 1 << bit; set < next.Length; set = (set + 1) | (1 << bit))
            {
                next[set] = Math.Max(next[set], before[set ^ (1 << bit)] + gain);
            }
        }
    }

    // Walks back from the best final entry; among equals the fewest sends, and each as early as it can be.
    private List<SlotChoice> Trace()
    {
        var (sends, set) = BestFinal();
        var choices = new List<SlotChoice>();
        for (var row = problem.Rows; sends > 0;)
        {
            var value = States(row, sends)[set];
            row--;
            if (States(row, sends)[set] == value)
            {
                continue;
            }

            var before = States(problem.RowsBefore(row), sends - 1);
            var (candidate, previousSet) = Chosen(before, row, sends, set, value);
            choices.Add(new SlotChoice(candidate, problem.Slot(row)));
            (row, sends, set) = (problem.RowsBefore(row), sends - 1, previousSet);
        }

        choices.Reverse();
        return choices;
    }

    private (int Sends, int Set) BestFinal()
    {
        var (bestSends, bestSet, best) = (0, 0, 0.0);
        for (var sends = 1; sends <= problem.MostSends; sends++)
        {
            var final = States(problem.Rows, sends);
            for (var set = 0; set < final.Length; set++)
            {
                if (final[set] > best)
                {
                    (bestSends, bestSet, best) = (sends, set, final[set]);
                }
            }
        }

        return (bestSends, bestSet);
    }

    private (int Candidate, int Set) Chosen(ReadOnlySpan<double> before, int row, int sends, int set, double value)
    {
        var fatigue = problem.FatigueOf(sends);
        for (var bit = 0; bit < remembered.Count; bit++)
        {
            var without = set & ~(1 << bit);
            if (without != set && before[without] + (problem.Gain(remembered[bit], row) - fatigue) == value)
            {
                return (remembered[bit], without);
            }
        }

        return (bestFree[row], set);
    }

    // When a candidate is repeated, its further slots would next go to the best of the rest, which may be repeated in
    // turn: following that here saves a solution for each.
    private bool TellApart(List<SlotChoice> choices)
    {
        var open = new Queue<SlotChoice>(choices);
        var taken = new Dictionary<int, int>();
        var repeated = false;
        while (open.TryDequeue(out var choice))
        {
            if (taken.TryAdd(choice.Candidate, choice.Slot))
            {
                continue;
            }

            repeated = true;
            if (Remember(choice.Candidate, taken[choice.Candidate], choice.Slot) && BestFree(problem.RowOf(choice.Slot)) is var next and >= 0)
            {
                open.Enqueue(choice with { Candidate = next });
            }
        }

        return repeated;
    }

    /// <returns>Whether the state remembers the candidate; if not, it is held to the better of the two slots.</returns>
    private bool Remember(int candidate, int slot, int otherSlot)
    {
        if (remembered.Contains(candidate))
        {
            return true;
        }

        if (remembered.Count < mostRemembered)
        {
            remembered.Add(candidate);
            return true;
        }

        if (held.Add(candidate))
        {
            var (row, otherRow) = (problem.RowOf(slot), problem.RowOf(otherSlot));
            problem.KeepOnly(candidate, problem.Gain(candidate, row) >= problem.Gain(candidate, otherRow) ? row : otherRow);
        }

        return false;
    }

    private Span<double> States(int row, int sends) =>
        table.AsSpan(((row * (problem.MostSends + 1)) + sends) * sets, sets);
}
