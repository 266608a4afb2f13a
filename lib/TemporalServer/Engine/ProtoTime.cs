using Google.Protobuf.WellKnownTypes;

namespace TemporalServer.Engine;

/// <summary>Between the protocol's times and UTC ticks.</summary>
internal static class ProtoTime
{
    // A deadline this far, 1,000 years, still fits a time that a run can hold
    private const long LongestSeconds = 31_556_952_000;

    /// <summary>The ticks of a duration; 0 when it is absent.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: it is longer than the protocol allows, 10,000 years.</exception>
    public static long Ticks(this Duration? duration) => duration is null ? 0
        : duration.Seconds is >= Duration.MinSeconds and <= Duration.MaxSeconds
            ? Math.Clamp(duration.Seconds, -LongestSeconds, LongestSeconds) * TimeSpan.TicksPerSecond + duration.Nanos / 100
            : throw Faults.InvalidArgument($"A duration of {duration.Seconds} seconds is out of its range of {Duration.MinSeconds} to {Duration.MaxSeconds}.");

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
