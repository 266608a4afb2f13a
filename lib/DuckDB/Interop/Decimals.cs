namespace DuckDB.NET.Data.Interop;

/// <summary>Between DuckDB's decimals (a whole number and a scale) and .NET's.</summary>
internal static class Decimals
{
    // Digits of the largest decimal of .NET
    private const int MostDigits = 29;
    private static readonly Int128[] PowersOfTen = [.. Enumerable.Range(0, 39).Select(Power)];

    /// <exception cref="InvalidCastException">More than 96 bits of digits, or more than 28 places.</exception>
    public static decimal ToDecimal(Int128 unscaled, byte scale)
    {
        var negative = unscaled < 0;
        var digits = negative ? (UInt128)(-unscaled) : (UInt128)unscaled;
        if (digits >> 96 != 0 || scale > 28)
        {
            throw new InvalidCastException($"A DECIMAL of {digits} at scale {scale} has more digits than System.Decimal can hold; cast it to a smaller DECIMAL or to VARCHAR in the query.");
        }

        var low = (ulong)digits;
        return new decimal((int)low, (int)(low >> 32), (int)(ulong)(digits >> 64), negative, scale);
    }

    /// <summary>The whole number that the value is at that scale.</summary>
    /// <exception cref="ArgumentException">It has more digits than the column holds; money is never rounded in silence.</exception>
    public static Int128 Unscaled(decimal value, byte width, byte scale)
    {
        var (digits, places) = Split(value);
        while (places > scale && digits % 10 == 0)
        {
            digits /= 10;
            places--;
        }

        var unscaled = places > scale ? default : digits * PowersOfTen[scale - places];
        if (places > scale || unscaled >= PowersOfTen[width] || unscaled <= -PowersOfTen[width])
        {
            throw new ArgumentException($"{value} does not fit DECIMAL({width},{scale}); round it, or widen the column.");
        }

        return unscaled;
    }

    public static NativeDecimal ToNative(decimal value)
    {
        var (digits, places) = Split(value);
        return new NativeDecimal { Width = MostDigits, Scale = places, Lower = (ulong)digits, Upper = (long)(digits >> 64) };
    }

    private static (Int128 Digits, byte Places) Split(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = (Int128)new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        return (parts[3] < 0 ? -digits : digits, (byte)(parts[3] >> 16));
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
