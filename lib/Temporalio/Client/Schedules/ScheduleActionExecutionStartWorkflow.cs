namespace Temporalio.Client.Schedules;

/// <summary>A workflow a schedule started.</summary>
/// <param name="WorkflowId">Its id.</param>
/// <param name="FirstExecutionRunId">The run its chain began with.</param>
public sealed record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId)
    : ScheduleActionExecution
{
    internal static ScheduleActionExecutionStartWorkflow FromProto(Api.Common.V1.WorkflowExecution? proto) =>
        new(proto?.WorkflowId ?? string.Empty, proto?.RunId ?? string.Empty);
}
