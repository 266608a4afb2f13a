using System.Globalization;

namespace Notify.Storage.Tables.Records;

/// <summary>Exact decimal digits, as money is kept.</summary>
internal static class DecimalText
{
    private const int MostPlainDigits = 18;

    /// <summary>Reads a decimal with the scale it was written with, so that 12.50 stays 12.50.</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    /// <exception cref="OverflowException">The number is too large.</exception>
    public static decimal Parse(ReadOnlySpan<byte> text)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var number = 0L;
        var (digits, scale, point) = (0, 0, false);
        foreach (var character in negative ? text[1..] : text)
        {
            var digit = (uint)(character - '0');
            if (digit <= 9 && digits < MostPlainDigits)
            {
                number = (number * 10) + digit;
                digits++;
                scale += point ? 1 : 0;
            }
            else if (character == '.' && !point && digits > 0)
            {
                point = true;
            }
            else
            {
                return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            }
        }

        return digits == 0
            ? throw new FormatException("An empty text is no number.")
            : new decimal((int)number, (int)(number >> 32), 0, negative, (byte)scale);
    }
}
