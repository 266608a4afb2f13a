using System.Globalization;

namespace Notify.Cli.Output;

/// <summary>How durations are shown.</summary>
internal static class Durations
{
    public static string Of(TimeSpan duration) => duration.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds:00} s");
}
