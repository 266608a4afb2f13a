namespace Temporalio.Client.Schedules;

/// <summary>What is done when.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Spec">When.</param>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    /// <summary>What happens when actions overlap, are late or fail.</summary>
    public SchedulePolicy Policy { get; init; } = new();

    /// <summary>Whether it is paused, and how many actions are left.</summary>
    public ScheduleState State { get; init; } = new();
}
