using System.Collections.Concurrent;
using Temporalio.Runtime;

namespace Temporalio.Tests.Runtime;

/// <summary>Keeps every value it is given.</summary>
internal sealed class RecordingMeter : ICustomMetricMeter
{
    public ConcurrentQueue<(string Name, string? Unit, object Value, IReadOnlyDictionary<string, object> Tags)> Values { get; } = new();

    public IEnumerable<IReadOnlyDictionary<string, object>> TagsOf(string name) =>
        Values.Where(value => value.Name == name).Select(value => value.Tags);

    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>(this, name, unit);

    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>(this, name, unit);

    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Metric<T>(this, name, unit);

    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags)
    {
        var all = new Dictionary<string, object>((Dictionary<string, object>?)appendFrom ?? []);
        foreach (var (key, value) in tags)
        {
            all[key] = value;
        }

        return all;
    }

    private sealed class Metric<T>(RecordingMeter owner, string name, string? unit)
        : ICustomMetricCounter<T>, ICustomMetricHistogram<T>, ICustomMetricGauge<T>
        where T : struct
    {
        public void Add(T value, object tags) => Keep(value, tags);

        public void Record(T value, object tags) => Keep(value, tags);

        public void Set(T value, object tags) => Keep(value, tags);

        private void Keep(T value, object tags) =>
            owner.Values.Enqueue((name, unit, value, (Dictionary<string, object>)tags));
    }
}
