namespace Notify.SampleData.Randomness;

/// <summary>
/// A stream of numbers that depends on nothing but its key: SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
/// <remarks>
/// <see cref="System.Random"/> may change between runtimes. A stream per row, keyed by (seed, table, row), also lets any row
/// be made without making those before it. Only integer arithmetic is used: floating point may differ between processors.
/// </remarks>
internal struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    public RandomStream(long seed, Topic topic, int row) =>
        state = Mixed(Mixed(Mixed((ulong)seed) + (ulong)topic) + (uint)row);

    public ulong Next() => Mixed(state += Golden);

    /// <summary>A number from 0 to <paramref name="bound"/> − 1; the bias is below one in 2³² for every result.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>An index, drawn in proportion to <paramref name="weights"/>.</summary>
    public int Weighted(IReadOnlyList<int> weights)
    {
        var left = Below(weights.Sum());
        for (var i = 0; i < weights.Count; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        throw new ArgumentException("The weights have no sum; at least one must be above zero.", nameof(weights));
    }

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
