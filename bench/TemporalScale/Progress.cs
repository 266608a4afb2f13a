namespace TemporalScale;

/// <summary>How far the sleepers of this process are.</summary>
internal static class Progress
{
    private static int asleep;
    private static int awake;
    private static long latest;

    /// <summary>Sleepers whose first workflow task ran here.</summary>
    public static int AsleepCount => Volatile.Read(ref asleep);

    /// <summary>Sleepers that woke here.</summary>
    public static int AwakeCount => Volatile.Read(ref awake);

    /// <summary>The longest that one woke after its time.</summary>
    public static TimeSpan Latest => new(Interlocked.Read(ref latest));

    public static void Asleep() => Interlocked.Increment(ref asleep);

    public static void Awake(DateTime due)
    {
        var late = (TimeProvider.System.GetUtcNow() - due).Ticks;
        for (var seen = Interlocked.Read(ref latest); late > seen;)
        {
            seen = Interlocked.CompareExchange(ref latest, late, seen);
        }

        Interlocked.Increment(ref awake);
    }
}
