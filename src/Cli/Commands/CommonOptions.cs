using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Notify.Domain.Time;

namespace Notify.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string> Home(string fallback = ".notify") => new("--home")
    {
        Description = "Folder in which Notify keeps its data.",
        HelpName = "DIR",
        DefaultValueFactory = _ => fallback,
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Write the result to stdout as JSON; messages go to stderr in any case.",
    };

    public static Option<int> Port(string name, string what, int fallback) => new(name)
    {
        Description = $"{what}; 0 for any free one.",
        HelpName = "PORT",
        DefaultValueFactory = _ => fallback,
        Validators = { Between<int>(0, 65535) },
    };

    public static Option<string?> TimeZone(string? fallback) => new("--time-zone")
    {
        Description = "IANA time zone, such as Europe/Berlin, for customers whose own is not known; remembered in the home folder by notify up. Without one, they get nothing.",
        HelpName = "ZONE",
        DefaultValueFactory = _ => fallback,
        Validators = { KnownZone },
    };

    public static Option<double> Speed(double fallback) => new("--speed")
    {
        Description = "Seconds of the shop's time in one real second; 1440 makes a day of a minute.",
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        Validators = { Between<double>(1, 10_000) },
    };

    public static Option<DateTimeOffset?> At(string description) => new("--at")
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = ParseTime,
    };

    public static Action<OptionResult> Between<T>(T least, T most)
        where T : IComparable<T>, IParsable<T> => result =>
    {
        // What is no number at all is refused when it is converted
        if (result.Tokens.Count > 0 && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
        {
            result.AddError($"{result.Option.Name} is {result.Tokens[0].Value}; it must be between {least} and {most}.");
        }
    };

    private static void KnownZone(OptionResult result)
    {
        if (result.Tokens.Count > 0 && !ZoneResolver.Resolve(result.Tokens[0].Value, null).IsKnown)
        {
            result.AddError($"--time-zone is '{result.Tokens[0].Value}', which the tz database does not know; use an IANA name such as Europe/Berlin.");
        }
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, utc, out var time))
        {
            return time;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no date or time; use ISO 8601 such as 2026-11-20 or 2026-11-20T08:00Z.");
        return null;
    }
}
