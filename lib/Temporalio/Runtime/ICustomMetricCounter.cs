namespace Temporalio.Runtime;

/// <summary>A count of something.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetricCounter<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Adds to the count.</summary>
    /// <param name="value">How many; not negative.</param>
    /// <param name="tags">From <see cref="ICustomMetricMeter.CreateTags"/>.</param>
    void Add(T value, object tags);
}
