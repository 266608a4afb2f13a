using NodaTime;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace TemporalServer.Schedules.Spec;

/// <summary>
/// The wall-clock times of one structured calendar. They are taken literally: a time that daylight saving skips does not
/// happen that day, and one that it repeats happens twice.
/// </summary>
internal sealed class Calendar
{
    private readonly ulong seconds;
    private readonly ulong minutes;
    private readonly ulong hours;
    private readonly ulong days;
    private readonly ulong months;
    private readonly ulong weekdays;
    private readonly HashSet<int>? years;

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: a range leaves its field's bounds.</exception>
    public Calendar(StructuredCalendarSpec spec)
    {
        seconds = Mask(spec.Second, CalendarField.Second);
        minutes = Mask(spec.Minute, CalendarField.Minute);
        hours = Mask(spec.Hour, CalendarField.Hour);
        days = Mask(spec.DayOfMonth, CalendarField.DayOfMonth);
        months = Mask(spec.Month, CalendarField.Month);
        weekdays = Mask(spec.DayOfWeek, CalendarField.DayOfWeek);
        weekdays |= weekdays >> 7;
        years = spec.Year.Count == 0 ? null : [.. spec.Year.SelectMany(range => Values(range, CalendarField.Year))];
    }

    private bool IsEmpty => seconds == 0 || minutes == 0 || hours == 0 || days == 0 || months == 0 || weekdays == 0;

    /// <summary>Whether the calendar names this second.</summary>
    public bool Matches(LocalDateTime time) =>
        Has(seconds, time.Second) && Has(minutes, time.Minute) && Has(hours, time.Hour) && Matches(time.Date);

    /// <summary>The first time after an instant, up to the year 2100; null when there is none.</summary>
    public Instant? Next(Instant after, DateTimeZone zone)
    {
        if (IsEmpty)
        {
            return null;
        }

        // Between two changes of the offset, wall-clock time runs like real time
        var from = after + Duration.FromSeconds(1);
        while (true)
        {
            var interval = zone.GetZoneInterval(from);
            var local = from.WithOffset(interval.WallOffset).LocalDateTime;
            if (local.Year > CalendarField.LastYear)
            {
                return null;
            }

            if (NextLocal(local) is { } found && found.WithOffset(interval.WallOffset).ToInstant() is var instant
                && (!interval.HasEnd || instant < interval.End))
            {
                return instant;
            }

            if (!interval.HasEnd)
            {
                return null;
            }

            from = interval.End;
        }
    }

    private LocalDateTime? NextLocal(LocalDateTime from)
    {
        if (Matches(from.Date) && NextTimeOfDay(from.Hour, from.Minute, from.Second) is { } today)
        {
            return from.Date + today;
        }

        var first = NextTimeOfDay(0, 0, 0)!.Value;
        var date = from.Date.PlusDays(1);
        while (date.Year <= CalendarField.LastYear)
        {
            if (years?.Contains(date.Year) == false)
            {
                date = new LocalDate(date.Year + 1, 1, 1);
            }
            else if (!Has(months, date.Month))
            {
                date = new LocalDate(date.Year, date.Month, 1).PlusMonths(1);
            }
            else if (Matches(date))
            {
                return date + first;
            }
            else
            {
                date = date.PlusDays(1);
            }
        }

        return null;
    }

    private LocalTime? NextTimeOfDay(int hour, int minute, int second)
    {
        for (var h = Next(hours, hour); h >= 0; h = Next(hours, h + 1))
        {
            for (var m = Next(minutes, h == hour ? minute : 0); m >= 0; m = Next(minutes, m + 1))
            {
                if (Next(seconds, h == hour && m == minute ? second : 0) is >= 0 and var s)
                {
                    return new LocalTime(h, m, s);
                }
            }
        }

        return null;
    }

    private bool Matches(LocalDate date) =>
        Has(days, date.Day) && Has(months, date.Month) && Has(weekdays, (int)date.DayOfWeek % 7) && years?.Contains(date.Year) != false;

    private static bool Has(ulong mask, int value) => (mask >> value & 1) != 0;

    private static int Next(ulong mask, int from)
    {
        var rest = from > 63 ? 0 : mask >> from << from;
        return rest == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(rest);
    }

    private static ulong Mask(IEnumerable<Range> ranges, CalendarField field) =>
        ranges.SelectMany(range => Values(range, field)).Aggregate(0UL, (mask, value) => mask | 1UL << value);

    private static IEnumerable<int> Values(Range range, CalendarField field)
    {
        var end = Math.Max(range.Start, range.End);
        if (range.Start < field.Min || end > field.Max || range.Step < 0)
        {
            throw InvalidSpec.Because(
                $"{field.Name} range {range.Start}-{end} with step {range.Step} is out of its bounds {field.Min} to {field.Max} (steps from 1)");
        }

        var step = Math.Max(1, range.Step);
        for (var value = range.Start; value <= end; value += Math.Min(step, end - value + 1))
        {
            yield return value;
        }
    }
}
