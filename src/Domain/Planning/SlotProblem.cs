namespace Notify.Domain.Planning;

/// <summary>The plan as plain numbers: choose slots for candidates so that value less fatigue is greatest.</summary>
internal sealed class SlotProblem
{
    private readonly SlotValues values;
    private readonly double fatigue;
    private readonly int[] slots;
    private readonly int[] previous;
    private readonly double[] gains;

    public SlotProblem(SlotValues values, PlanningPolicy policy)
    {
        this.values = values;
        fatigue = policy.FatigueCost;
        slots = OpenSlots(values);
        previous = new int[slots.Length];
        var gap = Math.Max(1, (int)Math.Ceiling(policy.MinimumSpacing.TotalMinutes / policy.SlotMinutes));
        for (int row = 0, before = 0; row < slots.Length; row++)
        {
            while (slots[before] <= slots[row] - gap)
            {
                before++;
            }

            previous[row] = before;
            MostSends = Math.Max(MostSends, MostSendsAt(row));
        }

        gains = new double[slots.Length * values.Candidates];
        for (var row = 0; row < slots.Length; row++)
        {
            FillGains(row);
        }
    }

    public int Candidates => values.Candidates;

    /// <summary>Slots in which at least one candidate may be sent, in order of time.</summary>
    public int Rows => slots.Length;

    /// <summary>How many sends a plan can hold at most.</summary>
    public int MostSends { get; }

    public int Slot(int row) => slots[row];

    /// <summary>The row of an open slot.</summary>
    public int RowOf(int slot) => Array.BinarySearch(slots, slot);

    /// <summary>How many of the rows, from the first, lie at least the minimum spacing before this one.</summary>
    public int RowsBefore(int row) => previous[row];

    /// <summary>The highest ordinal a send in this row may have: the cap less what went out in the 24 hours before it.</summary>
    public int MostSendsAt(int row) => values.Slots.Cap - values.Slots.Received(slots[row]);

    /// <summary>Value less the fatigue that sends before the plan cause; negative infinity where not allowed or of no use.</summary>
    public double Gain(int candidate, int row) => Gains(row)[candidate];

    /// <summary>The same for every candidate.</summary>
    public ReadOnlySpan<double> Gains(int row) => gains.AsSpan(row * Candidates, Candidates);

    /// <summary>Takes every other row from a candidate.</summary>
    public void KeepOnly(int candidate, int row)
    {
        var gain = Gain(candidate, row);
        for (var other = 0; other < Rows; other++)
        {
            gains[(other * Candidates) + candidate] = double.NegativeInfinity;
        }

        gains[(row * Candidates) + candidate] = gain;
    }

    /// <summary>Fatigue that the sends before it in the plan cause the <paramref name="ordinal"/>-th, counted from 1.</summary>
    public double FatigueOf(int ordinal) => fatigue * (ordinal - 1);

    // With at most k sends, one of a row's k best candidates is always free to take the place of a lesser one there, so
    // the lesser ones are of no use. That leaves few candidates to tell apart.
    private void FillGains(int row)
    {
        var gains = this.gains.AsSpan(row * Candidates, Candidates);
        Span<double> best = stackalloc double[PlanningPolicy.HardCeilingPerRollingDay];
        best = best[..MostSends];
        best.Fill(double.NegativeInfinity);
        var burden = fatigue * values.Slots.Received(slots[row]);
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            gains[candidate] = values[candidate, slots[row]] - burden;
            Insert(best, gains[candidate]);
        }

        foreach (ref var gain in gains)
        {
            gain = gain < best[^1] ? double.NegativeInfinity : gain;
        }
    }

    // Keeps the greatest values seen, in falling order.
    private static void Insert(Span<double> best, double value)
    {
        for (var place = 0; place < best.Length; place++)
        {
            if (value > best[place])
            {
                (best[place], value) = (value, best[place]);
            }
        }
    }

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
