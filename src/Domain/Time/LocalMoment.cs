using NodaTime;

namespace Notify.Domain.Time;

/// <summary>What calendar and clock on a customer's wall show at an instant.</summary>
/// <param name="Date">Local date.</param>
/// <param name="Time">Local time of day.</param>
public readonly record struct LocalMoment(DateOnly Date, TimeOnly Time)
{
    /// <summary>
    /// Every instant has exactly one local moment, so gaps and folds need no rule of their own: no instant ever shows a
    /// time inside a gap, and two instants show the same time in a fold.
    /// </summary>
    public static LocalMoment Of(DateTimeOffset at, DateTimeZone zone)
    {
        var offset = zone.GetUtcOffset(Instant.FromDateTimeOffset(at));
        return Of(at, offset);
    }

    internal static LocalMoment Of(DateTimeOffset at, Offset offset)
    {
        var wall = at.UtcDateTime.AddTicks(offset.Ticks);
        return new LocalMoment(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
    }
}
