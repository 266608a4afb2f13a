namespace Temporalio.Runtime;

/// <summary>
/// Where metrics go: one of <see cref="Prometheus"/>, <see cref="OpenTelemetry"/> and <see cref="CustomMetricMeter"/>.
/// </summary>
public class MetricsOptions : ICloneable
{
    /// <summary>Options without a destination; set one.</summary>
    public MetricsOptions()
    {
    }

    /// <param name="prometheus">Metrics are served for Prometheus to fetch.</param>
    public MetricsOptions(PrometheusOptions prometheus) => Prometheus = prometheus;

    /// <param name="openTelemetry">Metrics are sent to a collector; not supported by this implementation.</param>
    public MetricsOptions(OpenTelemetryOptions openTelemetry) => OpenTelemetry = openTelemetry;

    /// <summary>Metrics are served for Prometheus to fetch.</summary>
    public PrometheusOptions? Prometheus { get; set; }

    /// <summary>Metrics are sent to a collector; not supported by this implementation.</summary>
    public OpenTelemetryOptions? OpenTelemetry { get; set; }

    /// <summary>Metrics are given to one's own code.</summary>
    public ICustomMetricMeter? CustomMetricMeter { get; set; }

    /// <summary>How they are given to <see cref="CustomMetricMeter"/>.</summary>
    public CustomMetricMeterOptions? CustomMetricMeterOptions { get; set; }

    /// <summary>Whether each metric says <c>service_name</c>. Default is true.</summary>
    public bool AttachServiceName { get; set; } = true;

    /// <summary>Tags of every metric.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>What the names of the SDK's own metrics begin with; null for <c>temporal_</c>.</summary>
    public string? MetricPrefix { get; set; }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (MetricsOptions)MemberwiseClone();
        copy.Prometheus = (PrometheusOptions?)Prometheus?.Clone();
        copy.OpenTelemetry = (OpenTelemetryOptions?)OpenTelemetry?.Clone();
        copy.CustomMetricMeterOptions = (CustomMetricMeterOptions?)CustomMetricMeterOptions?.Clone();
        return copy;
    }
}
