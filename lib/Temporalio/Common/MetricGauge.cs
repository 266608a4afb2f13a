namespace Temporalio.Common;

/// <summary>A value that goes up and down.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public abstract class MetricGauge<T> : Metric<T>
    where T : struct
{
    internal MetricGauge(MetricDetails details)
        : base(details)
    {
    }

    /// <summary>A gauge of one's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What it says.</param>
    protected MetricGauge(string name, string? unit = null, string? description = null)
        : this(new(name, unit, description))
    {
    }

    /// <summary>Says what the value is now.</summary>
    /// <param name="value">The value; not negative.</param>
    /// <param name="extraTags">More tags; if they repeat, <see cref="WithTags"/> is faster.</param>
#pragma warning disable CA1716 // The official name
    public abstract void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);
#pragma warning restore CA1716

    /// <summary>The same metric with more tags.</summary>
    public abstract MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
