namespace Temporalio.Client.Schedules;

/// <summary>When a schedule acts: at every time one of its parts names, less those skipped.</summary>
public record ScheduleSpec
{
    /// <summary>Times by calendar.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Calendars { get; init; } = [];

    /// <summary>Times by interval.</summary>
    public IReadOnlyCollection<ScheduleIntervalSpec> Intervals { get; init; } = [];

    /// <summary>Times by cron expression; the server turns them into calendars.</summary>
    public IReadOnlyCollection<string> CronExpressions { get; init; } = [];

    /// <summary>Times at which not to act.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Skip { get; init; } = [];

    /// <summary>First time, in UTC; null for no bound.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>Last time, in UTC; null for no bound.</summary>
    public DateTime? EndAt { get; init; }

    /// <summary>Random delay of each action at most.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>IANA time zone of calendars and cron expressions; null for UTC.</summary>
    public string? TimeZoneName { get; init; }
}
