using Temporalio.Common;
using static Temporalio.Runtime.CustomMetricMeterOptions;

namespace Temporalio.Runtime.Metrics;

/// <summary>Gives metrics to an <see cref="ICustomMetricMeter"/>.</summary>
/// <param name="target">Takes them.</param>
/// <param name="durations">What durations are given as.</param>
/// <param name="ownTags">Tags of every metric, as <paramref name="target"/> made them.</param>
/// <param name="prefix">What names begin with.</param>
internal sealed class ExportingMeter(ICustomMetricMeter target, DurationFormat durations, object ownTags, string prefix) : MetricMeter
{
    /// <summary>Unit by which the SDK's own metrics mark durations.</summary>
    public const string Duration = "duration";

    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
    {
        if (!MetricValues.IsInteger<T>())
        {
            throw MetricValues.Unsupported<T>(name, "an integer");
        }

        var counter = target.CreateCounter<long>(prefix + name, unit, description);
        return new Counter<T>(
            new(name, unit, description), target, (value, tags) => counter.Add(MetricValues.ToLong(value), tags), ownTags);
    }

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new Histogram<T>(new(name, unit, description), target, HistogramOf<T>(prefix + name, unit, description), ownTags);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(new(name, unit, description), target, GaugeOf<T>(prefix + name, unit, description), ownTags);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new ExportingMeter(target, durations, Append(target, ownTags, tags), prefix);

    private static object Append(ICustomMetricMeter target, object tags, IEnumerable<KeyValuePair<string, object>>? more) =>
        more is null ? tags : target.CreateTags(tags, MetricValues.Tags(more));

    private Action<T, object> HistogramOf<T>(string name, string? unit, string? description)
        where T : struct
    {
        if (typeof(T) == typeof(TimeSpan))
        {
            return DurationsOf<T>(name, unit is null or Duration, unit, description);
        }

        if (MetricValues.IsInteger<T>())
        {
            var integers = target.CreateHistogram<long>(name, unit, description);
            return (value, tags) => integers.Record(MetricValues.ToLong(value), tags);
        }

        if (!MetricValues.IsFraction<T>())
        {
            throw MetricValues.Unsupported<T>(name, "an integer, a fraction or a TimeSpan");
        }

        var fractions = target.CreateHistogram<double>(name, unit, description);
        return (value, tags) => fractions.Record(MetricValues.ToDouble(value), tags);
    }

    private Action<T, object> DurationsOf<T>(string name, bool ownUnit, string? unit, string? description)
        where T : struct
    {
        switch (durations)
        {
            case DurationFormat.TimeSpan:
                var spans = target.CreateHistogram<TimeSpan>(name, unit, description);
                return (value, tags) => spans.Record(MetricValues.ToSpan(value), tags);
            case DurationFormat.FloatSeconds:
                var seconds = target.CreateHistogram<double>(name, ownUnit ? "s" : unit, description);
                return (value, tags) => seconds.Record(MetricValues.ToSpan(value).TotalSeconds, tags);
            default:
                var milliseconds = target.CreateHistogram<long>(name, ownUnit ? "ms" : unit, description);
                return (value, tags) => milliseconds.Record((long)MetricValues.ToSpan(value).TotalMilliseconds, tags);
        }
    }

    private Action<T, object> GaugeOf<T>(string name, string? unit, string? description)
        where T : struct
    {
        if (MetricValues.IsInteger<T>())
        {
            var integers = target.CreateGauge<long>(name, unit, description);
            return (value, tags) => integers.Set(MetricValues.ToLong(value), tags);
        }

        if (!MetricValues.IsFraction<T>())
        {
            throw MetricValues.Unsupported<T>(name, "an integer or a fraction");
        }

        var fractions = target.CreateGauge<double>(name, unit, description);
        return (value, tags) => fractions.Set(MetricValues.ToDouble(value), tags);
    }

    private sealed class Counter<T>(MetricDetails details, ICustomMetricMeter target, Action<T, object> add, object ownTags)
        : MetricCounter<T>(details)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            add(value, Append(target, ownTags, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Counter<T>(Details, target, add, Append(target, ownTags, tags));
    }

    private sealed class Histogram<T>(MetricDetails details, ICustomMetricMeter target, Action<T, object> record, object ownTags)
        : MetricHistogram<T>(details)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            record(value, Append(target, ownTags, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Histogram<T>(Details, target, record, Append(target, ownTags, tags));
    }

    private sealed class Gauge<T>(MetricDetails details, ICustomMetricMeter target, Action<T, object> set, object ownTags)
        : MetricGauge<T>(details)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            set(value, Append(target, ownTags, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new Gauge<T>(Details, target, set, Append(target, ownTags, tags));
    }
}
