using System.Globalization;
using System.Text.RegularExpressions;

namespace Notify.Domain.Ingestion;

/// <summary>The notations of numbers, dates and times that shops use.</summary>
public static partial class InputText
{
    /// <summary>Decimal places of an amount of money; what goes beyond is rounded, half away from zero.</summary>
    public const int AmountDecimals = 6;

    /// <summary>For a person: how a date may be written.</summary>
    public const string DateNotations = "write it as 2025-12-31, 31-12-2025 or 2025-12-31T18:00:00Z";

    private static readonly string[] Dates = ["yyyy-MM-dd", "dd-MM-yyyy"];

    private static readonly string[] LocalMoments =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "dd-MM-yyyy HH:mm", "dd-MM-yyyy HH:mm:ss",
    ];

    private static readonly string[] Moments = [.. LocalMoments.SelectMany(format => (string[])[format + "zzz", format + " zzz", format + "'Z'"])];

    private static readonly string[] Times = ["HH:mm", "H:mm", "HH:mm:ss"];

    /// <summary>Whether exporters write this for "no value", as they do in columns of numbers and dates.</summary>
    public static bool IsAbsent(string text) =>
        text.Length == 0 || (text.Length <= 4 && text.ToUpperInvariant() is "NULL" or "NAN" or "N/A" or "NA" or "NONE" or "NAT" or "\\N");

    /// <summary>A decimal with a point, and with commas only between thousands: 1234.5 or 1,234.50. It has no zeros at its end.</summary>
    public static bool TryAmount(string text, out decimal amount)
    {
        if (!TryDecimal(text, out amount))
        {
            return false;
        }

        amount = Plain(amount);
        return true;
    }

    /// <summary>The amount with at most <see cref="AmountDecimals"/> decimal places and no zeros at its end, so that equal amounts are written alike.</summary>
    public static decimal Plain(decimal amount) =>
        decimal.Round(amount, AmountDecimals, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;

    /// <summary>A whole number; 3.0 is one too.</summary>
    public static bool TryWhole(string text, out long number)
    {
        number = 0;
        if (!TryDecimal(text, out var amount) || amount != decimal.Truncate(amount) || Math.Abs(amount) > long.MaxValue)
        {
            return false;
        }

        number = (long)amount;
        return true;
    }

    /// <summary>A date, or the date of a moment as it is written.</summary>
    public static bool TryDate(string text, out DateOnly date)
    {
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return true;
        }

        var isMoment = TryMoment(text, out _);
        return isMoment && DateOnly.TryParseExact(text.AsSpan(0, 10), Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>A moment to the microsecond; without an offset it is UTC, and a date alone is its midnight.</summary>
    public static bool TryMoment(string text, out DateTimeOffset moment)
    {
        var isMoment = TryTicks(text, out moment);
        moment = moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
        return isMoment;
    }

    /// <summary>A time of day such as 07:30.</summary>
    public static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool TryDecimal(string text, out decimal amount)
    {
        amount = 0;
        return AmountPattern().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out amount);
    }

    private static bool TryTicks(string text, out DateTimeOffset moment)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, Utc, out moment)
            || DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, Utc, out moment)
            || DateTimeOffset.TryParseExact(text, LocalMoments, CultureInfo.InvariantCulture, Utc, out moment);
    }

    [GeneratedRegex(@"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex AmountPattern();
}
