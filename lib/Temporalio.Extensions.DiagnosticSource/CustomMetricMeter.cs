using System.Diagnostics.Metrics;
using Temporalio.Runtime;

namespace Temporalio.Extensions.DiagnosticSource;

/// <summary>
/// Records the SDK's metrics on a <see cref="System.Diagnostics.Metrics.Meter"/>, from which OpenTelemetry and other
/// listeners take them. Set it as <see cref="MetricsOptions.CustomMetricMeter"/>.
/// </summary>
/// <param name="meter">Takes the metrics.</param>
public class CustomMetricMeter(Meter meter) : ICustomMetricMeter
{
    /// <summary>Takes the metrics.</summary>
    public Meter Meter { get; } = meter;

    /// <inheritdoc/>
    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new RecordedCounter<T>(Meter.CreateCounter<T>(name, unit, description));

    /// <inheritdoc/>
    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new RecordedHistogram<T>(Meter.CreateHistogram<T>(name, unit, description));

    /// <inheritdoc/>
    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new RecordedGauge<T>(Meter.CreateGauge<T>(name, unit, description));

    /// <inheritdoc/>
    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags)
    {
        var all = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in (KeyValuePair<string, object?>[]?)appendFrom ?? [])
        {
            all[key] = value;
        }

        foreach (var (key, value) in tags)
        {
            all[key] = value;
        }

        return all.ToArray();
    }

    private static ReadOnlySpan<KeyValuePair<string, object?>> Of(object tags) => (KeyValuePair<string, object?>[])tags;

    private sealed class RecordedCounter<T>(Counter<T> inner) : ICustomMetricCounter<T>
        where T : struct
    {
        public void Add(T value, object tags) => inner.Add(value, Of(tags));
    }

    private sealed class RecordedHistogram<T>(Histogram<T> inner) : ICustomMetricHistogram<T>
        where T : struct
    {
        public void Record(T value, object tags) => inner.Record(value, Of(tags));
    }

    private sealed class RecordedGauge<T>(Gauge<T> inner) : ICustomMetricGauge<T>
        where T : struct
    {
        public void Set(T value, object tags) => inner.Record(value, Of(tags));
    }
}
