namespace StreamsBench;

/// <summary>Counts of latencies by the millisecond.</summary>
internal sealed class Latencies
{
    private readonly long[] counts = new long[120_000];
    private long seen;

    /// <summary>From when on events are measured; earlier ones are the warm-up.</summary>
    public DateTimeOffset Since { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>How many events were added, measured or not.</summary>
    public long Seen => Volatile.Read(ref seen);

    private long Count => counts.Sum();

    /// <summary>Adds one.</summary>
    public void Add(DateTimeOffset from, DateTimeOffset to)
    {
        Interlocked.Increment(ref seen);
        if (from >= Since)
        {
            counts[Math.Clamp((int)(to - from).TotalMilliseconds, 0, counts.Length - 1)]++;
        }
    }

    /// <summary>The latency that so large a part did not exceed, milliseconds.</summary>
    public int At(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        var passed = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            passed += counts[i];
            if (passed >= wanted)
            {
                return i;
            }
        }

        return counts.Length;
    }

    public override string ToString() => $"p50 {At(0.5):N0} ms, p99 {At(0.99):N0} ms, p99.9 {At(0.999):N0} ms, max {At(1):N0} ms";
}
