namespace Notify.Domain.Planning;

/// <summary>The plan as plain numbers: choose slots for candidates so that value less fatigue is greatest.</summary>
internal sealed class SlotProblem
{
    private readonly SlotValues _values;
    private readonly double _fatigue;
    private readonly int[] _slots;
    private readonly int[] _previous;

    public SlotProblem(SlotValues values, PlanningPolicy policy)
    {
        _values = values;
        _fatigue = policy.FatigueCost;
        _slots = OpenSlots(values);
        _previous = new int[_slots.Length];
        var gap = Math.Max(1, (int)Math.Ceiling(policy.MinimumSpacing.TotalMinutes / policy.SlotMinutes));
        for (int row = 0, before = 0; row < _slots.Length; row++)
        {
            while (_slots[before] <= _slots[row] - gap)
            {
                before++;
            }

            _previous[row] = before;
            MostSends = Math.Max(MostSends, MostSendsAt(row));
        }
    }

    public int Candidates => _values.Candidates;

    /// <summary>Slots in which at least one candidate may be sent, in order of time.</summary>
    public int Rows => _slots.Length;

    /// <summary>How many sends a plan can hold at most.</summary>
    public int MostSends { get; }

    public int Slot(int row) => _slots[row];

    /// <summary>How many of the rows, from the first, lie at least the minimum spacing before this one.</summary>
    public int RowsBefore(int row) => _previous[row];

    /// <summary>The highest ordinal a send in this row may have: the cap less what went out in the 24 hours before it.</summary>
    public int MostSendsAt(int row) => _values.Slots.Cap - _values.Slots.Received(_slots[row]);

    /// <summary>Value less the fatigue that sends before the plan cause; negative infinity where not allowed.</summary>
    public double Gain(int candidate, int row) =>
        _values[candidate, _slots[row]] - (_fatigue * _values.Slots.Received(_slots[row]));

    /// <summary>Fatigue that the sends before it in the plan cause the <paramref name="ordinal"/>-th, counted from 1.</summary>
    public double FatigueOf(int ordinal) => _fatigue * (ordinal - 1);

    private static int[] OpenSlots(SlotValues values)
    {
        var open = new List<int>(values.Count);
        for (var slot = 0; slot < values.Count; slot++)
        {
            for (var candidate = 0; candidate < values.Candidates; candidate++)
            {
                if (!double.IsNegativeInfinity(values[candidate, slot]))
                {
                    open.Add(slot);
                    break;
                }
            }
        }

        return [.. open];
    }
}
