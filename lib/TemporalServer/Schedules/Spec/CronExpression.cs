using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;

namespace TemporalServer.Schedules.Spec;

/// <summary>Reads cron strings as schedules have them: 5 to 7 fields, shorthands, <c>@every</c>, a time zone before, a comment behind.</summary>
/// <param name="Calendar">The times, unless it is an interval.</param>
/// <param name="Interval">The interval of <c>@every</c>.</param>
/// <param name="TimeZone">From <c>CRON_TZ=</c> or <c>TZ=</c>; null when there is none.</param>
internal sealed record CronExpression(StructuredCalendarSpec? Calendar, IntervalSpec? Interval, string? TimeZone)
{
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the string is malformed.</exception>
    public static CronExpression Parse(string cron)
    {
        var (text, comment) = cron.Split('#', 2) is [var before, var after] ? (before, after.Trim()) : (cron, "");
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string? zone = null;
        if (fields.Length > 0 && (fields[0].StartsWith("CRON_TZ=", StringComparison.Ordinal) || fields[0].StartsWith("TZ=", StringComparison.Ordinal)))
        {
            zone = fields[0][(fields[0].IndexOf('=', StringComparison.Ordinal) + 1)..];
            fields = fields[1..];
        }

        return fields is ["@every", var every]
            ? new CronExpression(null, Every(every), zone)
            : new CronExpression(CalendarExpression.Structure(Fields(fields, cron, comment)), null, zone);
    }

    private static CalendarSpec Fields(string[] fields, string cron, string comment) => fields switch
    {
        ["@yearly" or "@annually"] => Of("0", "0", "0", "1", "1", "*", "*", comment),
        ["@monthly"] => Of("0", "0", "0", "1", "*", "*", "*", comment),
        ["@weekly"] => Of("0", "0", "0", "*", "*", "0", "*", comment),
        ["@daily" or "@midnight"] => Of("0", "0", "0", "*", "*", "*", "*", comment),
        ["@hourly"] => Of("0", "0", "*", "*", "*", "*", "*", comment),
        [var minute, var hour, var day, var month, var weekday] => Of("0", minute, hour, day, month, weekday, "*", comment),
        [var minute, var hour, var day, var month, var weekday, var year] => Of("0", minute, hour, day, month, weekday, year, comment),
        [var second, var minute, var hour, var day, var month, var weekday, var year] => Of(second, minute, hour, day, month, weekday, year, comment),
        _ => throw InvalidSpec.Because(
            $"cron string '{(cron.Length > 60 ? cron[..60] + "…" : cron)}' has {fields.Length} fields, expected 5 to 7 or a shorthand such as @daily"),
    };

    private static CalendarSpec Of(
        string second, string minute, string hour, string dayOfMonth, string month, string dayOfWeek, string year, string comment) => new()
    {
        Second = second,
        Minute = minute,
        Hour = hour,
        DayOfMonth = dayOfMonth,
        Month = month,
        DayOfWeek = dayOfWeek,
        Year = year,
        Comment = comment,
    };

    private static IntervalSpec Every(string text)
    {
        var parts = text.Split('/');
        return parts.Length > 2
            ? throw InvalidSpec.Because("@every takes an interval and an optional phase, such as 6h/30m")
            : new IntervalSpec
            {
                Interval = Duration.FromTimeSpan(Span(parts[0])),
                Phase = parts.Length == 2 ? Duration.FromTimeSpan(Span(parts[1])) : null,
            };
    }

    private static TimeSpan Span(string text)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => 0,
        };
        return seconds > 0 && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? TimeSpan.FromSeconds((long)count * seconds)
            : throw InvalidSpec.Because($"'{(text.Length > 20 ? text[..20] + "…" : text)}' is not an interval: expected a whole number and one of s, m, h, d");
    }
}
