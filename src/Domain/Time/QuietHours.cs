namespace Notify.Domain.Time;

/// <summary>
/// The part of each local day in which nothing is sent: from <paramref name="Start"/> until <paramref name="End"/>,
/// passing midnight when the start is the later of the two. Equal times mean that there are no quiet hours.
/// They are read off the wall clock: a local time that happens twice is quiet both times, one that is skipped never is.
/// </summary>
/// <param name="Start">First quiet local time.</param>
/// <param name="End">First local time that is not quiet.</param>
public readonly record struct QuietHours(TimeOnly Start, TimeOnly End)
{
    /// <summary>
    /// The customer's wish over the shop's rule, each side by itself. Where a customer names one side only and that
    /// would leave no quiet hours at all, the shop's hold in full: half a wish must not lift the protection.
    /// </summary>
    public static QuietHours Of(TimeOnly? userStart, TimeOnly? userEnd, QuietHours shop)
    {
        var hours = new QuietHours(userStart ?? shop.Start, userEnd ?? shop.End);
        var bothNamed = userStart is not null && userEnd is not null;
        return hours.Start == hours.End && !bothNamed ? shop : hours;
    }

    /// <summary>Whether nothing may be sent at this local time.</summary>
    public bool Covers(TimeOnly local) =>
        Start < End ? local >= Start && local < End
        : Start > End && (local >= Start || local < End);

    /// <inheritdoc/>
    public override string ToString() => $"{Start:HH:mm}–{End:HH:mm}";
}
