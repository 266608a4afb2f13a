namespace Temporalio.Common;

/// <summary>A distribution of values.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public abstract class MetricHistogram<T> : Metric<T>
    where T : struct
{
    internal MetricHistogram(MetricDetails details)
        : base(details)
    {
    }

    /// <summary>A histogram of one's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What it says.</param>
    protected MetricHistogram(string name, string? unit = null, string? description = null)
        : this(new(name, unit, description))
    {
    }

    /// <summary>Records one value.</summary>
    /// <param name="value">What was measured; not negative.</param>
    /// <param name="extraTags">More tags; if they repeat, <see cref="WithTags"/> is faster.</param>
    public abstract void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>The same metric with more tags.</summary>
    public abstract MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
