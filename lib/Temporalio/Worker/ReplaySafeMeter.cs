using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>A workflow's meter: silent while the code is led through what it already did.</summary>
internal sealed class ReplaySafeMeter(WorkflowInstance workflow, MetricMeter inner) : MetricMeter
{
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new Counter<T>(workflow, inner.CreateCounter<T>(name, unit, description));

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new Histogram<T>(workflow, inner.CreateHistogram<T>(name, unit, description));

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(workflow, inner.CreateGauge<T>(name, unit, description));

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new ReplaySafeMeter(workflow, inner.WithTags(tags));

    private sealed class Counter<T>(WorkflowInstance workflow, MetricCounter<T> inner) : MetricCounter<T>(inner.Details)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplaying)
            {
                inner.Add(value, extraTags);
            }
        }

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Counter<T>(workflow, inner.WithTags(tags));
    }

    private sealed class Histogram<T>(WorkflowInstance workflow, MetricHistogram<T> inner) : MetricHistogram<T>(inner.Details)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplaying)
            {
                inner.Record(value, extraTags);
            }
        }

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Histogram<T>(workflow, inner.WithTags(tags));
    }

    private sealed class Gauge<T>(WorkflowInstance workflow, MetricGauge<T> inner) : MetricGauge<T>(inner.Details)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            if (!workflow.IsReplaying)
            {
                inner.Set(value, extraTags);
            }
        }

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Gauge<T>(workflow, inner.WithTags(tags));
    }
}
