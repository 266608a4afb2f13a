namespace Temporalio.Client.Schedules;

/// <summary>Whether a listed schedule is paused.</summary>
/// <param name="Note">Text for a person.</param>
/// <param name="Paused">Whether it is paused.</param>
public record ScheduleListState(string? Note, bool Paused);
