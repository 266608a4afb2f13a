using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>The activities of one type.</summary>
internal sealed class ActivityMetrics(MetricMeter meter)
{
    private readonly MetricCounter<long> polled = Received(meter, eager: false);
    private readonly MetricCounter<long> eager = Received(meter, eager: true);

    private readonly MetricCounter<long> failed = meter.WithTags([new("failure_reason", "ActivityError")])
        .CreateCounter<long>("activity_execution_failed", null, "Count of activity attempts that failed");

    private readonly MetricHistogram<TimeSpan> scheduleToStart =
        WorkerMetrics.Duration(meter, "activity_schedule_to_start_latency", "From the scheduling of an attempt to its start");

    private readonly MetricHistogram<TimeSpan> execution =
        WorkerMetrics.Duration(meter, "activity_execution_latency", "An attempt, whatever its end");

    private readonly MetricHistogram<TimeSpan> succeeded = WorkerMetrics.Duration(
        meter, "activity_succeed_endtoend_latency", "From the first scheduling of an activity to its success");

    public void Received(bool isEager, TimeSpan latency)
    {
        (isEager ? eager : polled).Add(1);
        scheduleToStart.Record(AtLeastZero(latency));
    }

    public void Executed(TimeSpan duration) => execution.Record(duration);

    public void Succeeded(TimeSpan sinceScheduled) => succeeded.Record(AtLeastZero(sinceScheduled));

    public void Failed() => failed.Add(1);

    private static TimeSpan AtLeastZero(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static MetricCounter<long> Received(MetricMeter meter, bool eager) => meter.WithTags([new("eager", eager)])
        .CreateCounter<long>("activity_task_received", null, "Count of activity tasks that came");
}
