namespace Notify.Domain.Planning;

/// <summary>
/// Solves a <see cref="SlotProblem"/> by dynamic programming over time, with decremental state-space relaxation
/// (Righini and Salani, Networks 51, 2008): at first a candidate may be chosen again and again; each candidate that a
/// relaxed optimum repeats is then remembered in the state, until none is repeated. That optimum is the exact one.
/// </summary>
internal sealed class SlotSolver
{
    // 2^10 states per row and ordinal. Beyond it the repeated choices are dropped and the gaps refilled: near-exact.
    private const int MostRemembered = 10;

    private readonly SlotProblem _problem;
    private readonly List<int> _remembered = [];
    private readonly int[] _bestFree;
    private double[] _table = [];
    private int _sets;

    private SlotSolver(SlotProblem problem)
    {
        _problem = problem;
        _bestFree = new int[problem.Rows];
    }

    /// <returns>In order of time; each candidate at most once.</returns>
    public static IReadOnlyList<SlotChoice> Solve(SlotProblem problem)
    {
        if (problem.Rows == 0 || problem.MostSends < 1)
        {
            return [];
        }

        return new SlotSolver(problem).Solve();
    }

    private List<SlotChoice> Solve()
    {
        while (true)
        {
            FindBestFree();
            FillTable();
            var choices = Trace();
            if (!RememberRepeated(choices))
            {
                return choices;
            }

            if (_remembered.Count > MostRemembered)
            {
                return SlotRepair.Repair(_problem, choices);
            }
        }
    }

    // Among the candidates that the state does not remember, the best one of a row is all that matters.
    private void FindBestFree()
    {
        for (var row = 0; row < _problem.Rows; row++)
        {
            var best = -1;
            var bestGain = double.NegativeInfinity;
            for (var candidate = 0; candidate < _problem.Candidates; candidate++)
            {
                var gain = _problem.Gain(candidate, row);
                if (gain > bestGain && !_remembered.Contains(candidate))
                {
                    best = candidate;
                    bestGain = gain;
                }
            }

            _bestFree[row] = best;
        }
    }

    // Entry (row, sends, set): the best total over the rows before it, with exactly so many sends and these remembered
    // candidates among them.
    private void FillTable()
    {
        _sets = 1 << _remembered.Count;
        var size = (_problem.Rows + 1) * (_problem.MostSends + 1) * _sets;
        _table = _table.Length >= size ? _table : new double[size];
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

    private bool RememberRepeated(List<SlotChoice> choices)
    {
        var before = _remembered.Count;
        foreach (var repeated in choices.GroupBy(choice => choice.Candidate).Where(group => group.Count() > 1))
        {
            _remembered.Add(repeated.Key);
        }

        return _remembered.Count > before;
    }

    private Span<double> States(int row, int sends) =>
        _table.AsSpan(((row * (_problem.MostSends + 1)) + sends) * _sets, _sets);
}
