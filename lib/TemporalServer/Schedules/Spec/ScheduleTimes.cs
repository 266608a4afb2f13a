using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Temporalio.Api.Schedule.V1;
using Duration = NodaTime.Duration;

namespace TemporalServer.Schedules.Spec;

/// <summary>
/// The times of a schedule: the union of its calendars and intervals, less what it excludes, within its bounds. A pure
/// function of the spec and the seed.
/// </summary>
internal sealed class ScheduleTimes
{
    // Bounds the search where intervals and exclusions leave next to nothing over: two days of seconds
    private const int MaxExcluded = 200_000;

    private readonly List<Calendar> calendars;
    private readonly List<Calendar> excluded;
    private readonly List<(long Interval, long Phase)> intervals;
    private readonly DateTimeZone zone;
    private readonly Instant start;
    private readonly Instant end;
    private readonly Duration jitter;
    private readonly string seed;

    /// <param name="spec">As a client wrote it, or canonical.</param>
    /// <param name="seed">Decides the jitter; the same for the same schedule.</param>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the spec is malformed.</exception>
    public ScheduleTimes(ScheduleSpec spec, string seed)
    {
        this.seed = seed;
        Canonical = CanonicalSpec.Of(spec);
        calendars = [.. Canonical.StructuredCalendar.Select(calendar => new Calendar(calendar))];
        excluded = [.. Canonical.ExcludeStructuredCalendar.Select(calendar => new Calendar(calendar))];
        intervals = [.. Canonical.Interval.Select(interval => (interval.Interval.Seconds, interval.Phase?.Seconds ?? 0))];
        zone = CanonicalSpec.Zone(Canonical.TimezoneName);
        start = Canonical.StartTime is { } from ? Instant.FromUnixTimeSeconds(from.Seconds) : Instant.MinValue;
        end = Canonical.EndTime is { } to ? Instant.FromUnixTimeSeconds(to.Seconds) : Instant.MaxValue;
        jitter = Canonical.Jitter is { } most ? Duration.FromTicks(most.ToTimeSpan().Ticks) : Duration.Zero;
    }

    /// <summary>The spec in the form a description shows: cron strings and text calendars structured.</summary>
    public ScheduleSpec Canonical { get; }

    /// <summary>The first time whose nominal time lies after an instant; null when there is none.</summary>
    public ScheduledTime? Next(Instant after)
    {
        if (NextNominal(after) is not { } nominal)
        {
            return null;
        }

        var room = jitter == Duration.Zero ? jitter
            : NextNominal(nominal) is { } following ? Duration.Min(jitter, following - nominal)
            : jitter;
        return new ScheduledTime(nominal, nominal + (room * Fraction(nominal)));
    }

    private Instant? NextNominal(Instant after)
    {
        var from = Instant.FromUnixTimeSeconds(after.ToUnixTimeSeconds());
        from = from < start ? start - Duration.FromSeconds(1) : from;
        for (var skipped = 0; skipped <= MaxExcluded; skipped++)
        {
            if (Earliest(from) is not { } next || next > end)
            {
                return null;
            }

            var local = next.InZone(zone).LocalDateTime;
            if (!excluded.Exists(calendar => calendar.Matches(local)))
            {
                return next;
            }

            from = next;
        }

        return null;
    }

    private Instant? Earliest(Instant after)
    {
        Instant? earliest = null;
        foreach (var calendar in calendars)
        {
            if (calendar.Next(after, zone) is { } next && !(next >= earliest))
            {
                earliest = next;
            }
        }

        foreach (var (interval, phase) in intervals)
        {
            var next = NextOf(interval, phase, after.ToUnixTimeSeconds());
            if (!(next >= earliest))
            {
                earliest = next;
            }
        }

        return earliest;
    }

    private static Instant NextOf(long interval, long phase, long after)
    {
        var periods = Math.DivRem(after - phase, interval, out var rest);
        return Instant.FromUnixTimeSeconds(((rest < 0 ? periods : periods + 1) * interval) + phase);
    }

    // Stable over restarts and the same on every machine, as jitter decides nothing twice
    private double Fraction(Instant nominal)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{nominal.ToUnixTimeSeconds()}"));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
