using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>The shop's rules for every plan.</summary>
public sealed record PlanningPolicy
{
    /// <summary>The product's promise to customers; no configuration raises it.</summary>
    public const int HardCeilingPerRollingDay = 5;

    /// <summary>Most notifications in any rolling 24 hours: 0 to 5. Default 5.</summary>
    public int MaxPerRollingDay { get; init; } = HardCeilingPerRollingDay;

    /// <summary>Least time between two notifications to one customer: 0 to 24 hours. Default 1 hour.</summary>
    public TimeSpan MinimumSpacing { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Local time at which quiet hours begin for customers without their own. Default 21:00.</summary>
    public TimeOnly QuietStart { get; init; } = new(21, 0);

    /// <summary>Local time at which they end. Default 08:00. Equal to the start: no quiet hours.</summary>
    public TimeOnly QuietEnd { get; init; } = new(8, 0);

    /// <summary>IANA name for customers whose zone is missing. Default null: such customers get nothing.</summary>
    public string? DefaultTimeZone { get; init; }

    /// <summary>Distance of the moments a plan may choose from, in minutes; divides 60. Default 15.</summary>
    public int SlotMinutes { get; init; } = 15;

    /// <summary>
    /// What each further notification costs in good will, in the shop's currency, for every one already received in the
    /// 24 hours before it: the third of a day costs twice this. Not negative. Default 0.01.
    /// </summary>
    public double FatigueCost { get; init; } = 0.01;

    /// <summary>How much the customer's own hours count against the shop's average day: 0 (not at all) to 1. Default 0.7.</summary>
    public double ActivityTrust { get; init; } = 0.7;

    /// <summary>Factor on the value of a moment near one of the customer's preferred times: at least 1. Default 1.3.</summary>
    public double PreferredTimeBoost { get; init; } = 1.3;

    /// <summary>How near counts as near, in minutes of wall clock either side. Default 30.</summary>
    public int PreferredTimeReachMinutes { get; init; } = 30;

    /// <summary>The channel notifications go out on. Default inbox.</summary>
    public string Channel { get; init; } = "inbox";

    /// <summary>The shop's quiet hours.</summary>
    public QuietHours QuietHours => new(QuietStart, QuietEnd);

    /// <summary>Refuses a policy that no plan could be made by.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds; the message names value, bound and remedy.</exception>
    public void Validate()
    {
        Require(MaxPerRollingDay is >= 0 and <= HardCeilingPerRollingDay, nameof(MaxPerRollingDay), MaxPerRollingDay, "between 0 and 5");
        Require(MinimumSpacing >= TimeSpan.Zero && MinimumSpacing <= TimeSpan.FromDays(1), nameof(MinimumSpacing), MinimumSpacing, "between 0 and 24 hours");
        Require(SlotMinutes is >= 1 and <= 60 && 60 % SlotMinutes == 0, nameof(SlotMinutes), SlotMinutes, "a divisor of 60");
        Require(double.IsFinite(FatigueCost) && FatigueCost >= 0, nameof(FatigueCost), FatigueCost, "0 or more");
        Require(ActivityTrust is >= 0 and <= 1, nameof(ActivityTrust), ActivityTrust, "between 0 and 1");
        Require(double.IsFinite(PreferredTimeBoost) && PreferredTimeBoost >= 1, nameof(PreferredTimeBoost), PreferredTimeBoost, "1 or more");
        Require(PreferredTimeReachMinutes is >= 0 and <= 720, nameof(PreferredTimeReachMinutes), PreferredTimeReachMinutes, "between 0 and 720");
        Require(!string.IsNullOrWhiteSpace(Channel), nameof(Channel), Channel, "a channel name such as inbox");
    }

    private static void Require(bool holds, string name, object value, string bound)
    {
        if (!holds)
        {
            throw new ArgumentException($"Planning policy: {name} is {value} and must be {bound}.");
        }
    }
}
