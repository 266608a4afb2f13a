namespace Temporalio.Client.Schedules;

/// <summary>What an update of a schedule starts from.</summary>
/// <param name="Description">The schedule as it is.</param>
public record ScheduleUpdateInput(ScheduleDescription Description);
