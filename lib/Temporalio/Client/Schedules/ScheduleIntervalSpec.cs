namespace Temporalio.Client.Schedules;

/// <summary>Times since the epoch that are a multiple of an interval.</summary>
/// <param name="Every">The interval.</param>
/// <param name="Offset">Added to each time.</param>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null);
