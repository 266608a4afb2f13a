using NodaTime;

namespace Notify.Domain.Checking;

/// <summary>
/// The checker's own reading of local time. It goes round the clock face, where the planner compares times of a day,
/// and converts through zoned date-times, where the planner adds offsets: a fault in one is not repeated in the other.
/// </summary>
internal sealed class WallClock(DateTimeZone zone)
{
    public LocalDate DateAt(DateTimeOffset at) => At(at).Date;

    public LocalTime TimeAt(DateTimeOffset at) => At(at).TimeOfDay;

    /// <summary>Whether the hand, set to start and going round, reaches the time before it reaches the end.</summary>
    public static bool Reaches(TimeOnly start, TimeOnly end, LocalTime time) =>
        Round(start, time.TickOfDay) < Round(start, end.Ticks);

    private static long Round(TimeOnly from, long to) =>
        (to - from.Ticks + NodaConstants.TicksPerDay) % NodaConstants.TicksPerDay;

    private LocalDateTime At(DateTimeOffset at) => OffsetDateTime.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
}
