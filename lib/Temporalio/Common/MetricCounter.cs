namespace Temporalio.Common;

/// <summary>A count of something.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public abstract class MetricCounter<T> : Metric<T>
    where T : struct
{
    internal MetricCounter(MetricDetails details)
        : base(details)
    {
    }

    /// <summary>A counter of one's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What it says.</param>
    protected MetricCounter(string name, string? unit = null, string? description = null)
        : this(new(name, unit, description))
    {
    }

    /// <summary>Adds to the count.</summary>
    /// <param name="value">How many; not negative.</param>
    /// <param name="extraTags">More tags; if they repeat, <see cref="WithTags"/> is faster.</param>
    public abstract void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>The same metric with more tags.</summary>
    public abstract MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
