namespace DuckDB.NET.Data.Interop;

/// <summary>Between DuckDB's counts since 1970 and .NET's moments. DuckDB keeps microseconds: finer ticks are cut off.</summary>
internal static class Moments
{
    private const long Earliest = -62_135_596_800_000_000;
    private const long Latest = 253_402_300_799_999_999;

    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <exception cref="InvalidCastException">The moment is infinite or outside of years 1 to 9999.</exception>
    public static DateTime ToDateTime(long microseconds, DateTimeKind kind) => microseconds is >= Earliest and <= Latest
        ? new DateTime(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), kind)
        : throw new InvalidCastException($"A timestamp of {microseconds} microseconds since 1970 is outside of years 1 to 9999, all that DateTime can hold.");

    /// <exception cref="InvalidCastException">The date is infinite or outside of years 1 to 9999.</exception>
    public static DateOnly ToDate(int days)
    {
        var number = (long)days + EpochDay;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw new InvalidCastException($"A date {days} days from 1970 is outside of years 1 to 9999, all that DateOnly can hold.");
    }

    public static long Microseconds(DateTime moment) => FloorToMicroseconds(moment.Ticks - DateTime.UnixEpoch.Ticks);

    public static long Microseconds(DateTimeOffset moment) => FloorToMicroseconds(moment.UtcTicks - DateTime.UnixEpoch.Ticks);

    public static int Days(DateOnly date) => date.DayNumber - EpochDay;

    private static long FloorToMicroseconds(long ticks) => (ticks - (((ticks % TimeSpan.TicksPerMicrosecond) + TimeSpan.TicksPerMicrosecond) % TimeSpan.TicksPerMicrosecond)) / TimeSpan.TicksPerMicrosecond;
}
