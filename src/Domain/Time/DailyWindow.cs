namespace Notify.Domain.Time;

/// <summary>
/// The part of each local day in which a campaign may be sent: from <paramref name="Start"/> until
/// <paramref name="End"/> (exclusive), passing midnight when the start is the later of the two. A missing side is
/// midnight; equal times mean the whole day. Read off the wall clock like <see cref="QuietHours"/>.
/// </summary>
/// <param name="Start">First local time in the window; null for the start of the day.</param>
/// <param name="End">First local time after the window; null for the end of the day.</param>
public readonly record struct DailyWindow(TimeOnly? Start, TimeOnly? End)
{
    /// <summary>Whether the campaign may be sent at this local time.</summary>
    public bool Covers(TimeOnly local)
    {
        var from = Start ?? TimeOnly.MinValue;
        var until = End ?? TimeOnly.MinValue;
        if (from == until)
        {
            return true;
        }

        return from < until ? local >= from && local < until : local >= from || local < until;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Start is null && End is null ? "all day" : $"{Start ?? TimeOnly.MinValue:HH:mm}–{End ?? TimeOnly.MinValue:HH:mm}";
}
