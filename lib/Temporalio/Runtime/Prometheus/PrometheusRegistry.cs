using System.Collections.Concurrent;
using System.Text;

namespace Temporalio.Runtime.Prometheus;

/// <summary>Gathers metrics for Prometheus to fetch, in its text format.</summary>
internal sealed class PrometheusRegistry(PrometheusOptions options) : ICustomMetricMeter
{
    private readonly ConcurrentDictionary<string, PrometheusFamily> families = new(StringComparer.Ordinal);

    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Cells<T>(Family(options.HasCounterTotalSuffix ? $"{name}_total" : name, "counter", unit, description, []));

    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Cells<T>(Family(
            name, "histogram", unit, description, HistogramBuckets.For(name, unit, options.HistogramBucketOverrides)));

    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Cells<T>(Family(name, "gauge", unit, description, []));

    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags) =>
        new PrometheusLabels((PrometheusLabels?)appendFrom, tags);

    /// <summary>All metrics, in text format 0.0.4.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        foreach (var (_, family) in families.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            family.Write(text);
        }

        return text.ToString();
    }

    private PrometheusFamily Family(string name, string kind, string? unit, string? description, double[] buckets)
    {
        var suffix = options.HasUnitSuffix ? unit switch { "ms" => "_milliseconds", "s" => "_seconds", null or "" => "", _ => $"_{unit}" } : "";
        var family = families.GetOrAdd(
            PrometheusLabels.Name(name + suffix), static (key, args) => new(key, args.kind, args.description, args.buckets),
            (kind, description, buckets));
        return family.Kind == kind
            ? family
            : throw new ArgumentException($"Metric {name} is a {family.Kind} already; it cannot be a {kind} too. Choose another name.");
    }

    private sealed class Cells<T>(PrometheusFamily family) : ICustomMetricCounter<T>, ICustomMetricHistogram<T>, ICustomMetricGauge<T>
        where T : struct
    {
        public void Add(T value, object tags) => family.Add(Convert.ToDouble(value, null), tags);

        public void Record(T value, object tags) => family.Record(Convert.ToDouble(value, null), tags);

        public void Set(T value, object tags) => family.Set(Convert.ToDouble(value, null), tags);
    }
}
