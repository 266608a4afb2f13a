using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>What happens when actions overlap, are late or fail.</summary>
public record SchedulePolicy
{
    /// <summary>What to do when the last action's workflow still runs. Default is to skip.</summary>
    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    /// <summary>How late an action may still be taken after an outage. Default is 365 days.</summary>
    public TimeSpan CatchupWindow { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether the schedule pauses when a workflow fails.</summary>
    public bool PauseOnFailure { get; init; }
}
