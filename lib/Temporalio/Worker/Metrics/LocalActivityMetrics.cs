using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>The local activities of one type.</summary>
internal sealed class LocalActivityMetrics(MetricMeter meter)
{
    private readonly MetricCounter<long> total = meter.CreateCounter<long>("local_activity_total", null, "Count of local activity attempts");

    private readonly MetricCounter<long> failed = meter.WithTags([new("failure_reason", "ActivityError")])
        .CreateCounter<long>("local_activity_execution_failed", null, "Count of local activity attempts that failed");

    private readonly MetricCounter<long> cancelled =
        meter.CreateCounter<long>("local_activity_execution_cancelled", null, "Count of local activity attempts that were cancelled");

    private readonly MetricHistogram<TimeSpan> execution =
        WorkerMetrics.Duration(meter, "local_activity_execution_latency", "An attempt, whatever its end");

    private readonly MetricHistogram<TimeSpan> succeeded = WorkerMetrics.Duration(
        meter, "local_activity_succeed_endtoend_latency", "An attempt that succeeded");

    /// <summary>An attempt has ended.</summary>
    public void Ended(ActivityOutcome outcome, TimeSpan duration)
    {
        total.Add(1);
        execution.Record(duration);
        switch (outcome)
        {
            case ActivityOutcome.Completed:
                succeeded.Record(duration);
                break;
            case ActivityOutcome.Cancelled:
                cancelled.Add(1);
                break;
            default:
                failed.Add(1);
                break;
        }
    }
}
