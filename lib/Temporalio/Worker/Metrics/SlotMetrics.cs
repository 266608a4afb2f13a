using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>How many slots of one kind are in use.</summary>
internal sealed class SlotMetrics(MetricMeter meter)
{
    private readonly MetricGauge<long> used = meter.CreateGauge<long>("worker_task_slots_used", null, "Slots in use");
    private readonly MetricGauge<long> available = meter.CreateGauge<long>("worker_task_slots_available", null, "Slots not in use");

    /// <param name="inUse">Slots with a task in them.</param>
    /// <param name="capacity">Slots in all; null if that depends.</param>
    public void Changed(int inUse, int? capacity)
    {
        used.Set(inUse);
        if (capacity is { } all)
        {
            available.Set(Math.Max(0, all - inUse));
        }
    }
}
