using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>What the polls of one queue bring.</summary>
/// <param name="meter">Makes the metrics.</param>
/// <param name="pollerType">Which kind of poll.</param>
/// <param name="emptyName">Counts polls without a task.</param>
/// <param name="succeedName">Counts polls with one; null where another metric does.</param>
internal sealed class PollerMetrics(MetricMeter meter, string pollerType, string emptyName, string? succeedName)
{
    private readonly MetricGauge<long> pollers =
        meter.WithTags([new("poller_type", pollerType)]).CreateGauge<long>("num_pollers", null, "Open polls");

    private readonly MetricCounter<long> empty = meter.CreateCounter<long>(emptyName, null, "Count of polls that brought no task");

    private readonly MetricCounter<long>? succeeded =
        succeedName is null ? null : meter.CreateCounter<long>(succeedName, null, "Count of polls that brought a task");

    private int open;

    public void Opened() => pollers.Set(Interlocked.Increment(ref open));

    public void Closed() => pollers.Set(Math.Max(0, Interlocked.Decrement(ref open)));

    public void Brought(bool task)
    {
        if (task)
        {
            succeeded?.Add(1);
        }
        else
        {
            empty.Add(1);
        }
    }
}
