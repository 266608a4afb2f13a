namespace Temporalio.Runtime;

/// <summary>A value that goes up and down.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetricGauge<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Says what the value is now.</summary>
    /// <param name="value">Not negative.</param>
    /// <param name="tags">From <see cref="ICustomMetricMeter.CreateTags"/>.</param>
#pragma warning disable CA1716 // The official name
    void Set(T value, object tags);
#pragma warning restore CA1716
}
