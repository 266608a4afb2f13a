namespace Temporalio.Runtime;

/// <summary>A distribution of values.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetricHistogram<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Records one value.</summary>
    /// <param name="value">What was measured; not negative.</param>
    /// <param name="tags">From <see cref="ICustomMetricMeter.CreateTags"/>.</param>
    void Record(T value, object tags);
}
