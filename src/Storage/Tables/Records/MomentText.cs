using System.Globalization;
using System.Text;

namespace Notify.Storage.Tables.Records;

/// <summary>
/// Moments as UTC text of one length, such as <c>2026-10-04T08:05:00.0000000Z</c>: every digit is always written, so that
/// they sort as text.
/// </summary>
internal static class MomentText
{
    /// <summary>Characters, and bytes in UTF-8.</summary>
    public const int Length = 28;

    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>Writes a moment into <see cref="Length"/> bytes.</summary>
    public static void Format(DateTimeOffset moment, Span<byte> text)
    {
        text = text[..Length];
        var utc = moment.UtcDateTime;
        utc.Deconstruct(out var date, out TimeOnly _);
        date.Deconstruct(out var year, out var month, out var day);
        var second = (int)(utc.TimeOfDay.Ticks / TicksPerSecond);
        Digits(text[..4], year);
        text[4] = (byte)'-';
        Digits(text[5..7], month);
        text[7] = (byte)'-';
        Digits(text[8..10], day);
        text[10] = (byte)'T';
        Digits(text[11..13], second / 3600);
        text[13] = (byte)':';
        Digits(text[14..16], second / 60 % 60);
        text[16] = (byte)':';
        Digits(text[17..19], second % 60);
        text[19] = (byte)'.';
        Digits(text[20..27], (int)(utc.Ticks % TicksPerSecond));
        text[27] = (byte)'Z';
    }

    /// <summary>Reads a moment in that form, or in any other that <see cref="DateTimeOffset"/> can read.</summary>
    /// <exception cref="FormatException">The text is no moment.</exception>
    public static DateTimeOffset Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length == Length && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == '.' && text[27] == 'Z'
            && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second) && Number(text[20..27], out var ticks)
            && year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
        {
            return new DateTimeOffset(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks));
        }

        return DateTimeOffset.Parse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    private static void Digits(Span<byte> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (number, var digit) = int.DivRem(number, 10);
            text[i] = (byte)('0' + digit);
        }
    }

    private static bool Number(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
            {
                return false;
            }

            number = (number * 10) + (int)digit;
        }

        return true;
    }
}
