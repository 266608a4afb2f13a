using System.Globalization;

namespace TemporalServer.Engine.Flows;

/// <summary>A workflow's cron schedule: five fields in UTC or in a zone given as <c>CRON_TZ=</c>, a name such as <c>@daily</c>, or <c>@every 90s</c>.</summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366 * 5);

    private readonly bool[][] fields;
    private readonly bool anyDay;
    private readonly bool anyWeekday;
    private readonly TimeSpan every;
    private readonly TimeZoneInfo zone;

    private CronSchedule(bool[][] fields, bool anyDay, bool anyWeekday, TimeSpan every, TimeZoneInfo zone) =>
        (this.fields, this.anyDay, this.anyWeekday, this.every, this.zone) = (fields, anyDay, anyWeekday, every, zone);

    /// <exception cref="Temporalio.Transport.GrpcStatusException">The text is no cron schedule.</exception>
    public static CronSchedule Parse(string text)
    {
        try
        {
            return ParseCore(text.Trim());
        }
        catch (Exception error) when (error is FormatException or OverflowException or TimeZoneNotFoundException or IndexOutOfRangeException)
        {
            throw Faults.InvalidArgument($"Invalid CronSchedule: \"{text}\" is neither five fields, a name such as @daily, nor @every with a duration ({error.Message})");
        }
    }

    /// <summary>The first time after <paramref name="after"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        if (every > TimeSpan.Zero)
        {
            return after + every;
        }

        var utc = after.UtcDateTime;
        var minute = new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        for (var limit = after + Furthest; minute < limit;)
        {
            var local = TimeZoneInfo.ConvertTime(minute, zone);
            if (!fields[3][local.Month] || !MatchesDay(local))
            {
                minute += TimeSpan.FromMinutes((24 * 60) - (local.Hour * 60) - local.Minute);
            }
            else if (!fields[1][local.Hour])
            {
                minute += TimeSpan.FromMinutes(60 - local.Minute);
            }
            else if (!fields[0][local.Minute])
            {
                minute += TimeSpan.FromMinutes(1);
            }
            else
            {
                return minute;
            }
        }

        throw Faults.InvalidArgument("Invalid CronSchedule: no day in the next five years matches it.");
    }

    private static CronSchedule ParseCore(string text)
    {
        var zone = TimeZoneInfo.Utc;
        if (text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal))
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            zone = TimeZoneInfo.FindSystemTimeZoneById(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..space]);
            text = text[space..].Trim();
        }

        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            return new CronSchedule([], false, false, ParseDuration(text[7..].Trim()), zone);
        }

        var parts = (text switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => text,
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
        {
            throw new FormatException($"it has {parts.Length} fields");
        }

        bool[][] fields = [Field(parts[0], 0, 59, []), Field(parts[1], 0, 23, []), Field(parts[2], 1, 31, []), Field(parts[3], 1, 12, Months), Field(parts[4], 0, 7, Days)];
        fields[4][0] |= fields[4][7];
        return new CronSchedule(fields, IsAny(parts[2]), IsAny(parts[4]), TimeSpan.Zero, zone);
    }

    private static bool IsAny(string part) => part.StartsWith('*') || part.StartsWith('?');

    private static bool[] Field(string part, int low, int high, string[] names)
    {
        var field = new bool[high + 1];
        foreach (var item in part.Split(','))
        {
            var slash = item.Split('/');
            var step = slash.Length > 1 ? int.Parse(slash[1], CultureInfo.InvariantCulture) : 1;
            var range = slash[0].Split('-');
            var first = IsAny(slash[0]) ? low : Value(range[0], names, low);
            var last = IsAny(slash[0]) || (slash.Length > 1 && range.Length == 1) ? high : Value(range[^1], names, low);
            if (first < low || last > high || first > last || step < 1)
            {
                throw new FormatException($"\"{item}\" is not within {low}–{high}");
            }

            for (var value = first; value <= last; value += step)
            {
                field[value] = true;
            }
        }

        return field;
    }

    private static int Value(string text, string[] names, int low) =>
        Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index + low
            : int.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan ParseDuration(string text)
    {
        var total = TimeSpan.Zero;
        var number = string.Empty;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c == '.')
            {
                number += c;
                continue;
            }

            var amount = double.Parse(number, CultureInfo.InvariantCulture);
            number = string.Empty;
            total += c switch
            {
                'h' => TimeSpan.FromHours(amount),
                'm' => TimeSpan.FromMinutes(amount),
                's' => TimeSpan.FromSeconds(amount),
                _ => throw new FormatException($"\"{c}\" is no unit of time"),
            };
        }

        return number.Length == 0 && total >= TimeSpan.FromSeconds(1) ? total : throw new FormatException("the interval is at least 1s");
    }

    private bool MatchesDay(DateTimeOffset local)
    {
        var day = fields[2][local.Day];
        var weekday = fields[4][(int)local.DayOfWeek];

        // As in cron: when both are restricted, either suffices
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
