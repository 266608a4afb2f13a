using NodaTime;
using Temporalio.Api.Schedule.V1;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace TemporalServer.Schedules.Spec;

/// <summary>Brings a spec into the one form that is kept and shown: structured calendars, intervals and a time zone.</summary>
internal static class CanonicalSpec
{
    private const int MaxEntries = 1000;

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the spec is malformed.</exception>
    public static ScheduleSpec Of(ScheduleSpec spec)
    {
        RequireSupported(spec);
        var crons = spec.CronString.Select(CronExpression.Parse).ToList();
        var canonical = new ScheduleSpec
        {
            StructuredCalendar =
            {
                spec.StructuredCalendar,
                spec.Calendar.Select(CalendarExpression.Structure),
                crons.Select(cron => cron.Calendar).OfType<StructuredCalendarSpec>(),
            },
            Interval = { spec.Interval, crons.Select(cron => cron.Interval).OfType<IntervalSpec>() },
#pragma warning disable CS0612 // Clients may still send it
            ExcludeStructuredCalendar = { spec.ExcludeStructuredCalendar, spec.ExcludeCalendar.Select(CalendarExpression.Structure) },
#pragma warning restore CS0612
            StartTime = spec.StartTime,
            EndTime = spec.EndTime,
            Jitter = spec.Jitter,
            TimezoneName = ZoneName(spec, crons),
        };
        RequireIntervals(canonical.Interval);
        Zone(canonical.TimezoneName);
        return canonical;
    }

    /// <summary>A zone of the tz database; UTC for an empty name.</summary>
    public static DateTimeZone Zone(string name) => name.Length == 0
        ? DateTimeZone.Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
            ?? throw InvalidSpec.Because($"time zone '{(name.Length > 60 ? name[..60] + "…" : name)}' is not in the tz database; use an IANA name such as Europe/Oslo");

    private static void RequireSupported(ScheduleSpec spec)
    {
        if (!spec.TimezoneData.IsEmpty)
        {
            throw InvalidSpec.Because("timezone_data is not supported by this server; set timezone_name");
        }

        var entries = spec.StructuredCalendar.Count + spec.Calendar.Count + spec.CronString.Count + spec.Interval.Count + spec.ExcludeStructuredCalendar.Count;
        if (entries > MaxEntries)
        {
            throw InvalidSpec.Because($"it has {entries} calendars and intervals, more than the limit of {MaxEntries}");
        }

        if (spec.Jitter is { } jitter && (jitter.Seconds < 0 || jitter.Nanos < 0 || jitter.Seconds > Duration.MaxSeconds))
        {
            throw InvalidSpec.Because("jitter must not be negative");
        }
    }

    private static void RequireIntervals(IEnumerable<IntervalSpec> intervals)
    {
        foreach (var interval in intervals)
        {
            if (interval.Interval is null || interval.Interval.Seconds is < 1 or > Duration.MaxSeconds)
            {
                throw InvalidSpec.Because($"an interval must be at least 1 second, not {interval.Interval?.Seconds ?? 0}");
            }

            if (interval.Phase is { } phase && (phase.Seconds < 0 || phase.Seconds >= interval.Interval.Seconds))
            {
                throw InvalidSpec.Because($"the phase of {phase.Seconds} s must lie from 0 to below its interval of {interval.Interval.Seconds} s");
            }
        }
    }

    private static string ZoneName(ScheduleSpec spec, List<CronExpression> crons)
    {
        var names = crons.Select(cron => cron.TimeZone).OfType<string>().Append(spec.TimezoneName).Where(name => name.Length > 0).Distinct().ToList();
        return names.Count <= 1
            ? names.FirstOrDefault("")
            : throw InvalidSpec.Because($"it names more than one time zone: {string.Join(", ", names.Take(5))}");
    }
}
