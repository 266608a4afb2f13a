namespace Temporalio.Client.Schedules;

/// <summary>An action that was taken.</summary>
/// <param name="ScheduledAt">When it was due, in UTC.</param>
/// <param name="StartedAt">When it was taken, in UTC.</param>
/// <param name="Action">What came of it.</param>
public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action)
{
    internal static ScheduleActionResult FromProto(Api.Schedule.V1.ScheduleActionResult proto) => new(
        proto.ScheduleTime.ToDateTime(),
        proto.ActualTime.ToDateTime(),
        ScheduleActionExecutionStartWorkflow.FromProto(proto.StartWorkflowResult));
}
