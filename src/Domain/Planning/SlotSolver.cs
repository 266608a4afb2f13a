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

    private readonly SlotProblem _problem;
    private readonly int _mostRemembered;
    private readonly List<int> _remembered = [];
    private readonly HashSet<int> _held = [];
    private readonly int[] _bestFree;
    private double[] _table = [];
    private int _sets;

    private SlotSolver(SlotProblem problem, int mostRemembered)
    {
        _problem = problem;
        _mostRemembered = mostRemembered;
        _bestFree = new int[problem.Rows];
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
            ArrayPool<double>.Shared.Return(_table);
        }
    }

    // Among the candidates that the state does not remember, the best one of a row is all that matters.
    private void FindBestFree()
    {
        for (var row = 0; row < _problem.Rows; row++)
        {
            _bestFree[row] = BestFree(row);
        }
    }

    private int BestFree(int row)
    {
        var gains = _problem.Gains(row);
        var best = -1;
        for (var candidate = 0; candidate < gains.Length; candidate++)
        {
            if (gains[candidate] > (best < 0 ? double.NegativeInfinity : gains[best]) && !_remembered.Contains(candidate))
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
        _sets = 1 << _remembered.Count;
        var size = (_problem.Rows + 1) * (_problem.MostSends + 1) * _sets;
        if (_table.Length < size)
        {
            ArrayPool<double>.Shared.Return(_table);
            _table = ArrayPool<double>.Shared.Rent(size);
        }

        Array.Fill(_table, double.NegativeInfinity, 0, (_problem.MostSends + 1) * _sets);
        _table[0] = 0;
        for (var row = 0; row < _problem.Rows; row++)
        {
            for (var sends = 0; sends <= _problem.MostSends; sends++)
            {
                var without = States(row, sends);
                var next = States(row + 1, sends);
                without.CopyTo(next);
                if (sends >= 1 && sends <= _problem.MostSendsAt(row))
                {
                    Improve(next, States(_problem.RowsBefore(row), sends - 1), row, sends);
                }
            }
        }
    }

    private void Improve(Span<double> next, ReadOnlySpan<double> before, int row, int sends)
    {
        var fatigue = _problem.FatigueOf(sends);
        if (_bestFree[row] >= 0)
        {
            var gain = _problem.Gain(_bestFree[row], row) - fatigue;
            for (var set = 0; set < next.Length; set++)
            {
                next[set] = Math.Max(next[set], before[set] + gain);
            }
        }

        for (var bit = 0; bit < _remembered.Count; bit++)
        {
            var gain = _problem.Gain(_remembered[bit], row) - fatigue;
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
        for (var row = _problem.Rows; sends > 0;)
        {
            var value = States(row, sends)[set];
            row--;
            if (States(row, sends)[set] == value)
            {
                continue;
            }

            var before = States(_problem.RowsBefore(row), sends - 1);
            var (candidate, previousSet) = Chosen(before, row, sends, set, value);
            choices.Add(new SlotChoice(candidate, _problem.Slot(row)));
            (row, sends, set) = (_problem.RowsBefore(row), sends - 1, previousSet);
        }

        choices.Reverse();
        return choices;
    }

    private (int Sends, int Set) BestFinal()
    {
        var (bestSends, bestSet, best) = (0, 0, 0.0);
        for (var sends = 1; sends <= _problem.MostSends; sends++)
        {
            var final = States(_problem.Rows, sends);
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
        var fatigue = _problem.FatigueOf(sends);
        for (var bit = 0; bit < _remembered.Count; bit++)
        {
            var without = set & ~(1 << bit);
            if (without != set && before[without] + (_problem.Gain(_remembered[bit], row) - fatigue) == value)
            {
                return (_remembered[bit], without);
            }
        }

        return (_bestFree[row], set);
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
            if (Remember(choice.Candidate, taken[choice.Candidate], choice.Slot) && BestFree(_problem.RowOf(choice.Slot)) is var next and >= 0)
            {
                open.Enqueue(choice with { Candidate = next });
            }
        }

        return repeated;
    }

    /// <returns>Whether the state remembers the candidate; if not, it is held to the better of the two slots.</returns>
    private bool Remember(int candidate, int slot, int otherSlot)
    {
        if (_remembered.Contains(candidate))
        {
            return true;
        }

        if (_remembered.Count < _mostRemembered)
        {
            _remembered.Add(candidate);
            return true;
        }

        if (_held.Add(candidate))
        {
            var (row, otherRow) = (_problem.RowOf(slot), _problem.RowOf(otherSlot));
            _problem.KeepOnly(candidate, _problem.Gain(candidate, row) >= _problem.Gain(candidate, otherRow) ? row : otherRow);
        }

        return false;
    }

    private Span<double> States(int row, int sends) =>
        _table.AsSpan(((row * (_problem.MostSends + 1)) + sends) * _sets, _sets);
}
