namespace Temporalio.Client.Schedules;

/// <summary>Whether a schedule is paused, and how many actions are left.</summary>
public record ScheduleState
{
    /// <summary>Text for a person, for example why it is paused.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether <see cref="RemainingActions"/> counts down.</summary>
    public bool LimitedActions { get; init; }

    /// <summary>Actions left, if they are limited.</summary>
    public long RemainingActions { get; init; }
}
