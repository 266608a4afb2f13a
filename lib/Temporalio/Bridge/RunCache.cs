using Temporalio.Worker.Metrics;

namespace Temporalio.Bridge;

/// <summary>Runs kept in memory between their tasks, the least recently used leaving first. Thread-safe.</summary>
/// <param name="capacity">How many runs stay while no task of theirs is at hand; zero for none.</param>
/// <param name="metrics">Counts them; null for nobody.</param>
internal sealed class RunCache(int capacity, CacheMetrics? metrics = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> idle = new();

    /// <summary>Runs in memory.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>The run, in memory already or new; to be given back by <see cref="Release"/>.</summary>
    public CachedRun Acquire(RunIdentity identity)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(identity.RunId, out var entry))
            {
                entry = new(new CachedRun(identity));
                entries.Add(identity.RunId, entry);
            }

            if (entry.Users++ == 0 && entry.Idle is { } node)
            {
                idle.Remove(node);
                entry.Idle = null;
            }

            return entry.Run;
        }
    }

    /// <summary>Gives a run back.</summary>
    /// <param name="run">From <see cref="Acquire"/>.</param>
    /// <param name="keep">Whether it is worth keeping.</param>
    public void Release(CachedRun run, bool keep)
    {
        List<CachedRun>? evicted = null;
        lock (gate)
        {
            var entry = entries[run.Identity.RunId];
            entry.Discard |= !keep;
            if (--entry.Users > 0)
            {
                return;
            }

            if (entry.Discard)
            {
                entries.Remove(run.Identity.RunId);
                (evicted ??= []).Add(run);
            }
            else
            {
                entry.Idle = idle.AddLast(entry);
            }

            var forced = 0;
            for (; idle.Count > 0 && entries.Count > capacity; forced++)
            {
                var oldest = idle.First!.Value;
                idle.RemoveFirst();
                entries.Remove(oldest.Run.Identity.RunId);
                (evicted ??= []).Add(oldest.Run);
            }

            metrics?.Evicted(forced);
            metrics?.Holds(entries.Count);
        }

        evicted?.ForEach(gone => gone.Dispose());
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var entry in idle)
            {
                entries.Remove(entry.Run.Identity.RunId);
                entry.Run.Dispose();
            }

            idle.Clear();
        }
    }

    private sealed class Entry(CachedRun run)
    {
        public CachedRun Run => run;

        public int Users { get; set; }

        public bool Discard { get; set; }

        public LinkedListNode<Entry>? Idle { get; set; }
    }
}
