namespace Temporalio.Runtime;

/// <summary>How metrics are served for Prometheus.</summary>
public class PrometheusOptions : ICloneable
{
    /// <summary>Options without an address; set <see cref="BindAddress"/>.</summary>
    public PrometheusOptions()
    {
    }

    /// <param name="bindAddress"><c>ip:port</c> to serve at.</param>
    public PrometheusOptions(string bindAddress) => BindAddress = bindAddress;

    /// <summary><c>ip:port</c> to serve <c>/metrics</c> at. Required.</summary>
    public string? BindAddress { get; set; }

    /// <summary>Whether names of counters end in <c>_total</c>. Default is false.</summary>
    public bool HasCounterTotalSuffix { get; set; }

    /// <summary>Whether names end in their unit. Default is false.</summary>
    public bool HasUnitSuffix { get; set; }

    /// <summary>Whether durations are in seconds, with fractions, rather than in whole milliseconds. Default is false.</summary>
    public bool UseSecondsForDuration { get; set; }

    /// <summary>Upper bounds of the buckets of histograms whose name contains the key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<double>>? HistogramBucketOverrides { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
