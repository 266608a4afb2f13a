using System.Globalization;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace TemporalServer.Schedules.Spec;

/// <summary>Turns calendars written as text into structured ones.</summary>
internal static class CalendarExpression
{
    private const int MaxLength = 1000;

    /// <summary>Structures a calendar; each field is <c>*</c>, a value, a range <c>a-b</c>, each with a step <c>/n</c>, or a list of these.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: a field is malformed.</exception>
    public static StructuredCalendarSpec Structure(CalendarSpec calendar) => new()
    {
        Second = { Ranges(calendar.Second, CalendarField.Second) },
        Minute = { Ranges(calendar.Minute, CalendarField.Minute) },
        Hour = { Ranges(calendar.Hour, CalendarField.Hour) },
        DayOfMonth = { Ranges(calendar.DayOfMonth, CalendarField.DayOfMonth) },
        Month = { Ranges(calendar.Month, CalendarField.Month) },
        Year = { Ranges(calendar.Year, CalendarField.Year) },
        DayOfWeek = { Ranges(calendar.DayOfWeek, CalendarField.DayOfWeek) },
        Comment = calendar.Comment,
    };

    private static List<Range> Ranges(string expression, CalendarField field)
    {
        var text = expression.Length == 0 ? field.Default : expression;
        if (text.Length > MaxLength)
        {
            throw InvalidSpec.Because($"{field.Name} has {text.Length} characters, more than the limit of {MaxLength}");
        }

        // No year at all means every year, and stays true beyond the last one a range could name
        return field == CalendarField.Year && text == "*" ? [] : text.Split(',').SelectMany(part => Part(part.Trim(), field)).ToList();
    }

    private static IEnumerable<Range> Part(string part, CalendarField field)
    {
        var slash = part.Split('/');
        var step = slash.Length switch
        {
            1 => 1,
            2 when int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 => given,
            _ => throw Malformed(part, field),
        };
        var (start, end) = Bounds(slash[0], field, stepped: slash.Length == 2);
        if (end < start)
        {
            throw InvalidSpec.Because($"{field.Name} '{part}' ends before it starts");
        }

        return field == CalendarField.DayOfWeek && end == 7 ? SundayIsSeven(start, step) : [Of(start, end, step)];
    }

    private static (int Start, int End) Bounds(string text, CalendarField field, bool stepped)
    {
        if (text == "*")
        {
            return (field.Min, field == CalendarField.DayOfWeek ? 6 : field.Max);
        }

        var dash = text.Split('-');
        var start = Value(dash[0], text, field);
        return dash.Length switch
        {
            1 => (start, !stepped ? start : field == CalendarField.DayOfWeek ? Math.Max(6, start) : field.Max),
            2 => (start, Value(dash[1], text, field)),
            _ => throw Malformed(text, field),
        };
    }

    private static IEnumerable<Range> SundayIsSeven(int start, int step)
    {
        for (var day = start; day <= 7; day += step)
        {
            yield return Of(day % 7, day % 7, 1);
        }
    }

    // Ends and steps that say nothing are left out, as in Temporal's own canonical form
    private static Range Of(int start, int end, int step) =>
        new() { Start = start, End = end == start ? 0 : end, Step = step == 1 ? 0 : step };

    private static int Value(string text, string part, CalendarField field)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value >= field.Min && value <= field.Max
                ? value
                : throw InvalidSpec.Because($"{field.Name} {value} is out of its range {field.Min} to {field.Max}");
        }

        var named = text.Length < 3 ? -1 : Array.FindIndex(field.Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)
            || (text.Length == 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)));
        return named >= 0 ? named + field.Min : throw Malformed(part, field);
    }

    private static Temporalio.Transport.GrpcStatusException Malformed(string part, CalendarField field) => InvalidSpec.Because(
        $"{field.Name} '{(part.Length > 40 ? part[..40] + "…" : part)}' is malformed: expected *, a value from {field.Min} to {field.Max}, a range a-b, each with an optional step /n");
}
