namespace TemporalServer.Clock;

/// <summary>
/// Runs by when they are next due: at most one entry each, the earliest. An entry that comes too early costs one look
/// at the run, which is cheaper than finding and moving it whenever a deadline changes.
/// </summary>
internal sealed class DueQueue
{
    /// <summary>How many runs are fired between waits for the disk, lest a crowd due at once be in memory at once.</summary>
    private const int AtOnce = 256;

    private readonly Lock gate = new();
    private readonly PriorityQueue<long, long> queue = new();
    private readonly Dictionary<long, long> earliest = [];
    private readonly Action<long> fire;
    private readonly Func<long> now;
    private readonly Func<long, Action, IDisposable> ringAt;
    private readonly Func<Exception, long> retryAfter;
    private readonly Action settle;
    private IDisposable? alarm;
    private long armedFor = long.MaxValue;
    private long horizon = long.MaxValue;
    private bool stopped;

    /// <param name="now">The clock, UTC ticks.</param>
    /// <param name="ringAt">Rings once at a time of that clock.</param>
    /// <param name="fire">Told the key of a run that may be due, on a pool thread.</param>
    /// <param name="retryAfter">Told what <paramref name="fire"/> threw; the ticks after which the run is due again.</param>
    /// <param name="settle">Returns when what was fired so far is durable, or cannot be.</param>
    public DueQueue(Func<long> now, Func<long, Action, IDisposable> ringAt, Action<long> fire, Func<Exception, long> retryAfter, Action settle)
    {
        this.now = now;
        this.ringAt = ringAt;
        this.fire = fire;
        this.retryAfter = retryAfter;
        this.settle = settle;
    }

    /// <summary>Keeps only what is due before this time; the owner brings the rest later.</summary>
    /// <remarks>
    /// Nothing falls between: whoever expects a run has committed its row first, and the owner moves the horizon before
    /// it reads the rows up to it. Both steps are full barriers, so at least one of the two sees the other.
    /// </remarks>
    public long Horizon
    {
        get => Interlocked.Read(ref horizon);
        set => Interlocked.Exchange(ref horizon, value);
    }

    /// <summary>A run is due then; <see cref="long.MaxValue"/> for never.</summary>
    public void Expect(long key, long due)
    {
        if (due < Horizon)
        {
            Add(key, due);
        }
    }

    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            alarm?.Dispose();
        }
    }

    private void Add(long key, long due)
    {
        lock (gate)
        {
            if (earliest.TryGetValue(key, out var queued) && queued <= due)
            {
                return;
            }

            earliest[key] = due;
            queue.Enqueue(key, due);
            ArmLocked();
        }
    }

    private void ArmLocked()
    {
        if (stopped || !queue.TryPeek(out _, out var due) || due >= armedFor)
        {
            return;
        }

        alarm?.Dispose();
        armedFor = due;
        alarm = ringAt(due, Ring);
    }

    private void Ring()
    {
        List<long> due = [];
        lock (gate)
        {
            armedFor = long.MaxValue;
            var reached = now();
            while (queue.TryPeek(out var key, out var time) && time <= reached)
            {
                queue.Dequeue();
                if (earliest.TryGetValue(key, out var queued) && queued == time)
                {
                    earliest.Remove(key);
                    due.Add(key);
                }
            }

            ArmLocked();
        }

        foreach (var crowd in due.Chunk(AtOnce))
        {
            foreach (var key in crowd)
            {
                Fire(key);
            }

            if (crowd.Length == AtOnce)
            {
                settle();
            }
        }
    }

    private void Fire(long key)
    {
        try
        {
            fire(key);
        }
#pragma warning disable CA1031 // One run's trouble must neither end the process nor the other runs' timers
        catch (Exception error)
#pragma warning restore CA1031
        {
            Add(key, now() + retryAfter(error));
        }
    }
}
