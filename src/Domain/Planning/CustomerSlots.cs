using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>How far a slot gets through the constraints, in the order in which they are told to a person.</summary>
internal enum SlotStage
{
    OutsideDates,
    BlackoutDate,
    OutsideWindow,
    QuietHours,
    Spacing,
    DailyCap,
    Open,
}

/// <summary>What the customer's own circumstances say about each slot, whatever the campaign.</summary>
internal sealed class CustomerSlots
{
    private readonly SlotStage[] stage;
    private readonly double[] weight;
    private readonly int[] received;

    private CustomerSlots(SlotGrid grid, QuietHours quiet, int cap)
    {
        Grid = grid;
        Quiet = quiet;
        Cap = cap;
        stage = new SlotStage[grid.Count];
        weight = new double[grid.Count];
        received = new int[grid.Count];
    }

    public SlotGrid Grid { get; }

    public QuietHours Quiet { get; }

    /// <summary>The stricter of the shop's and the customer's cap.</summary>
    public int Cap { get; }

    /// <summary>BlackoutDate, QuietHours, Spacing or DailyCap where something forbids every campaign; Open elsewhere.</summary>
    public SlotStage Stage(int slot) => stage[slot];

    /// <summary>See <see cref="HourWeights"/>.</summary>
    public double Weight(int slot) => weight[slot];

    /// <summary>Notifications that went out in the 24 hours before the slot.</summary>
    public int Received(int slot) => received[slot];

    public static CustomerSlots Of(PlanRequest request, PlanningPolicy policy, SlotGrid grid)
    {
        var preferences = request.Preferences;
        var quiet = QuietHours.Of(preferences?.QuietStart, preferences?.QuietEnd, policy.QuietHours);
        var cap = Math.Clamp(preferences?.MaxPerDay ?? policy.MaxPerRollingDay, 0, policy.MaxPerRollingDay);
        var slots = new CustomerSlots(grid, quiet, cap);
        var weights = HourWeights.Of(request.HourlyActivity, preferences, policy);
        for (var slot = 0; slot < grid.Count; slot++)
        {
            slots.Fill(slot, request, policy, weights);
        }

        return slots;
    }

    private void Fill(int slot, PlanRequest request, PlanningPolicy policy, HourWeights weights)
    {
        var at = Grid.At(slot);
        var local = Grid.Local(slot);
        var dayBefore = at.AddDays(-1);
        var tooSoonAfter = at - policy.MinimumSpacing;
        var crowded = false;
        foreach (var sent in request.RecentSends)
        {
            received[slot] += sent.At > dayBefore ? 1 : 0;
            crowded |= sent.At > tooSoonAfter;
        }

        weight[slot] = weights.At(local.Time);
        stage[slot] =
            request.Preferences?.BlackoutDates.Contains(local.Date) == true ? SlotStage.BlackoutDate
            : Quiet.Covers(local.Time) ? SlotStage.QuietHours
            : crowded ? SlotStage.Spacing
            : received[slot] >= Cap ? SlotStage.DailyCap
            : SlotStage.Open;
    }
}
