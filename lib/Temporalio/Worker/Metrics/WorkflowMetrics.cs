using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>The workflow tasks of one workflow type.</summary>
internal sealed class WorkflowMetrics(MetricMeter meter)
{
    private readonly MetricCounter<long> completed = meter.CreateCounter<long>("workflow_completed", null, "Count of workflows completed");
    private readonly MetricCounter<long> failed = meter.CreateCounter<long>("workflow_failed", null, "Count of workflows failed");
    private readonly MetricCounter<long> canceled = meter.CreateCounter<long>("workflow_canceled", null, "Count of workflows cancelled");

    private readonly MetricCounter<long> continued =
        meter.CreateCounter<long>("workflow_continue_as_new", null, "Count of workflows continued as new");

    private readonly MetricHistogram<TimeSpan> endToEnd =
        WorkerMetrics.Duration(meter, "workflow_endtoend_latency", "From the start of a workflow to its end");

    private readonly MetricHistogram<TimeSpan> scheduleToStart = WorkerMetrics.Duration(
        meter, "workflow_task_schedule_to_start_latency", "From the scheduling of a workflow task to its start");

    private readonly MetricHistogram<TimeSpan> execution =
        WorkerMetrics.Duration(meter, "workflow_task_execution_latency", "Handling of a workflow task");

    private readonly MetricHistogram<TimeSpan> replay =
        WorkerMetrics.Duration(meter, "workflow_task_replay_latency", "Replay of a workflow's history");

    private readonly MetricCounter<long> nondeterminism = Failures(meter, "NonDeterminismError");
    private readonly MetricCounter<long> otherFailures = Failures(meter, "WorkflowError");

    public void Started(TimeSpan latency) => scheduleToStart.Record(AtLeastZero(latency));

    public void Executed(TimeSpan duration) => execution.Record(duration);

    public void Replayed(TimeSpan duration) => replay.Record(duration);

    public void TaskFailed(WorkflowTaskFailedCause cause) =>
        (cause == WorkflowTaskFailedCause.NonDeterministicError ? nondeterminism : otherFailures).Add(1);

    /// <summary>The server has taken the command that ends a run.</summary>
    public void Ended(CommandType by, TimeSpan sinceStart)
    {
        var counter = by switch
        {
            CommandType.CompleteWorkflowExecution => completed,
            CommandType.FailWorkflowExecution => failed,
            CommandType.CancelWorkflowExecution => canceled,
            CommandType.ContinueAsNewWorkflowExecution => continued,
            _ => null,
        };
        if (counter is not null)
        {
            counter.Add(1);
            endToEnd.Record(AtLeastZero(sinceStart));
        }
    }

    private static TimeSpan AtLeastZero(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static MetricCounter<long> Failures(MetricMeter meter, string reason) =>
        meter.WithTags([new("failure_reason", reason)])
            .CreateCounter<long>("workflow_task_execution_failed", null, "Count of workflow tasks that failed");
}
