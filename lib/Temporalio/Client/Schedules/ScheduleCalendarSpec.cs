namespace Temporalio.Client.Schedules;

/// <summary>Times that match in every field. The default is midnight of every day.</summary>
public record ScheduleCalendarSpec
{
    /// <summary>A range that is zero alone.</summary>
    public static IReadOnlyCollection<ScheduleRange> Beginning { get; } = [new(0)];

    /// <summary>Every day of a month.</summary>
    public static IReadOnlyCollection<ScheduleRange> AllMonthDays { get; } = [new(1, 31)];

    /// <summary>Every month of a year.</summary>
    public static IReadOnlyCollection<ScheduleRange> AllMonths { get; } = [new(1, 12)];

    /// <summary>Every day of a week.</summary>
    public static IReadOnlyCollection<ScheduleRange> AllWeekDays { get; } = [new(0, 6)];

    /// <summary>Seconds, 0 to 59.</summary>
    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>Minutes, 0 to 59.</summary>
    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    /// <summary>Hours, 0 to 23.</summary>
    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    /// <summary>Days of the month, 1 to 31.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>Months, 1 to 12.</summary>
    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    /// <summary>Years; empty for all.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    /// <summary>Days of the week, 0 (Sunday) to 6.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    /// <summary>Text for a person.</summary>
    public string? Comment { get; init; }
}
