namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow.</summary>
/// <param name="Workflow">Name of its type.</param>
public sealed record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
