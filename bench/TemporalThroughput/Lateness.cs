using System.Collections.Concurrent;
using Temporalio.Activities;

namespace TemporalThroughput;

/// <summary>How long after its timer was due each activity began.</summary>
internal sealed class Lateness
{
    private readonly ConcurrentBag<double> milliseconds = [];
    private int count;

    /// <summary>Activities that ran so far.</summary>
    public int Count => Volatile.Read(ref count);

    [Activity("mark")]
    public void Mark(long due)
    {
        milliseconds.Add((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds - due);
        Interlocked.Increment(ref count);
    }

    /// <summary>The median and the 99th percentile, milliseconds, as text.</summary>
    public string Summary()
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0 ? "none" : $"p50 {sorted[sorted.Length / 2]:F1} ms, p99 {sorted[(int)(sorted.Length * 0.99)]:F1} ms";
    }
}
