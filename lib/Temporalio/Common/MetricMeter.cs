namespace Temporalio.Common;

/// <summary>Makes metrics to record values on.</summary>
public abstract class MetricMeter
{
    /// <summary>A count of something. Keep it, rather than to make it again.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What it counts.</param>
    /// <exception cref="ArgumentException">The type is not an integer.</exception>
    public abstract MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>A distribution of values. Keep it, rather than to make it again.</summary>
    /// <typeparam name="T">An integer, <c>float</c>, <c>double</c> or <see cref="TimeSpan"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What is measured.</param>
    /// <exception cref="ArgumentException">The type is none of these.</exception>
    public abstract MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>A value that goes up and down. Keep it, rather than to make it again.</summary>
    /// <typeparam name="T">An integer, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if any.</param>
    /// <param name="description">What is measured.</param>
    /// <exception cref="ArgumentException">The type is none of these.</exception>
    public abstract MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>A meter all of whose metrics carry more tags.</summary>
    /// <param name="tags">Values are strings, integers, <c>float</c>, <c>double</c> or <c>bool</c>.</param>
    /// <exception cref="ArgumentException">A value is none of these.</exception>
    public abstract MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
