using Google.Protobuf.WellKnownTypes;

namespace TemporalServer.Engine;

/// <summary>Between the protocol's times and UTC ticks.</summary>
internal static class ProtoTime
{
    /// <summary>The ticks of a duration; 0 when it is absent.</summary>
    public static long Ticks(this Duration? duration) =>
        duration is null ? 0 : checked(duration.Seconds * TimeSpan.TicksPerSecond + duration.Nanos / 100);

    public static Duration ToDuration(long ticks) =>
        new() { Seconds = ticks / TimeSpan.TicksPerSecond, Nanos = (int)(ticks % TimeSpan.TicksPerSecond) * 100 };

    public static Timestamp ToTimestamp(long ticks)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        return new Timestamp { Seconds = sinceEpoch / TimeSpan.TicksPerSecond, Nanos = (int)(sinceEpoch % TimeSpan.TicksPerSecond) * 100 };
    }

    /// <summary>As <see cref="ToTimestamp"/>; null for 0.</summary>
    public static Timestamp? ToOptionalTimestamp(long ticks) => ticks == 0 ? null : ToTimestamp(ticks);

    public static long ToTicks(this Timestamp timestamp) =>
        DateTime.UnixEpoch.Ticks + timestamp.Seconds * TimeSpan.TicksPerSecond + timestamp.Nanos / 100;
}
