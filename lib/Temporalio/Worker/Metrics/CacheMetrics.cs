using Temporalio.Common;

namespace Temporalio.Worker.Metrics;

/// <summary>How well the runs in memory serve.</summary>
internal sealed class CacheMetrics(MetricMeter meter)
{
    private readonly MetricCounter<long> hits =
        meter.CreateCounter<long>("sticky_cache_hit", null, "Count of workflow tasks whose run was in memory");

    private readonly MetricCounter<long> misses =
        meter.CreateCounter<long>("sticky_cache_miss", null, "Count of sticky workflow tasks whose run was not in memory");

    private readonly MetricCounter<long> evictions =
        meter.CreateCounter<long>("sticky_cache_total_forced_eviction", null, "Count of runs that left memory for another");

    private readonly MetricGauge<long> size = meter.CreateGauge<long>("sticky_cache_size", null, "Runs in memory");

    public void Hit() => hits.Add(1);

    public void Miss() => misses.Add(1);

    public void Evicted(int runs) => evictions.Add(runs);

    public void Holds(int runs) => size.Set(runs);
}
