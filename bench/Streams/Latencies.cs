namespace StreamsBench;

/// <summary>Counts of latencies by the millisecond.</summary>
internal sealed class Latencies
{
    private readonly long[] counts = new long[120_000];

    public long Count => counts.Sum();

    /// <summary>Adds one; safe from several threads.</summary>
    public void Add(TimeSpan latency) =>
        Interlocked.Increment(ref counts[Math.Clamp((int)latency.TotalMilliseconds, 0, counts.Length - 1)]);

    /// <summary>The latency that so large a part did not exceed, milliseconds.</summary>
    public int At(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
            {
                return i;
            }
        }

        return counts.Length;
    }

    public override string ToString() => $"p50 {At(0.5):N0} ms, p99 {At(0.99):N0} ms, p99.9 {At(0.999):N0} ms, max {At(1):N0} ms";
}
