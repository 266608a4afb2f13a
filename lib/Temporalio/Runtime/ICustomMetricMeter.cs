namespace Temporalio.Runtime;

/// <summary>Takes the metrics of the SDK and of workflows and activities. Thread-safe.</summary>
public interface ICustomMetricMeter
{
    /// <summary>Makes a counter.</summary>
    /// <typeparam name="T">Always <c>long</c> today.</typeparam>
    ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a histogram.</summary>
    /// <typeparam name="T"><c>long</c>, <c>double</c> or <see cref="TimeSpan"/> today.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit; for durations <c>ms</c>, <c>s</c> or, of time spans, <c>duration</c>.</param>
    /// <param name="description">What is measured.</param>
    ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a gauge.</summary>
    /// <typeparam name="T"><c>long</c> or <c>double</c> today.</typeparam>
    ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a set of tags, to be given with values.</summary>
    /// <param name="appendFrom">A set to begin with, not to be changed; null for none.</param>
    /// <param name="tags">Values are <c>string</c>, <c>long</c>, <c>double</c> or <c>bool</c>.</param>
    object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags);
}
