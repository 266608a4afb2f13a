using System.Collections.Concurrent;
using TemporalServer.Engine.Runs;

namespace TemporalServer.Engine;

/// <summary>
/// The runs in memory. A run leaves when it falls asleep, and one that waits only for others when room is needed; whoever
/// needs it next reads it from the database, so there is at all times at most one instance of a run.
/// </summary>
internal sealed class RunCache(WorkflowEngine engine, int capacity)
{
    private readonly ConcurrentDictionary<long, Lazy<WorkflowRun?>> runs = new();
    private readonly ConcurrentDictionary<(string Namespace, string WorkflowId), long> current = new();
    private int sweeping;

    /// <summary>The run of that key, from memory or the database; null when there is none.</summary>
    public WorkflowRun? Find(long key)
    {
        var entry = runs.GetOrAdd(key, static (key, engine) => new Lazy<WorkflowRun?>(() => RunStore.Load(engine, key)), engine);
        var run = entry.Value;
        if (run is null)
        {
            runs.TryRemove(KeyValuePair.Create(key, entry));
        }
        else
        {
            Sweep();
        }

        return run;
    }

    /// <summary>The run of that key if it is in memory.</summary>
    public WorkflowRun? FindLoaded(long key) => runs.TryGetValue(key, out var entry) && entry.IsValueCreated ? entry.Value : null;

    /// <summary>The latest run of a workflow id; null when there is none.</summary>
    public WorkflowRun? FindCurrent(string @namespace, string workflowId)
    {
        if (current.TryGetValue((@namespace, workflowId), out var key))
        {
            return Find(key);
        }

        return RunStore.FindCurrent(engine.Database, @namespace, workflowId) is { } stored ? Find(stored) : null;
    }

    /// <summary>Whether a run is its workflow id's latest.</summary>
    public bool IsCurrent(WorkflowRun run) => run.Info.Key == (current.TryGetValue((run.Info.Namespace, run.Info.WorkflowId), out var key)
        ? key
        : RunStore.FindCurrent(engine.Database, run.Info.Namespace, run.Info.WorkflowId));

    /// <summary>Adds a new run, which becomes its workflow id's latest.</summary>
    public void Add(WorkflowRun run)
    {
        runs[run.Info.Key] = new Lazy<WorkflowRun?>(run);
        current[(run.Info.Namespace, run.Info.WorkflowId)] = run.Info.Key;
        Sweep();
    }

    /// <summary>Takes a run out of memory. Call with its gate held.</summary>
    public void Remove(WorkflowRun run)
    {
        run.Evicted = true;
        runs.TryRemove(run.Info.Key, out _);
        current.TryRemove(KeyValuePair.Create((run.Info.Namespace, run.Info.WorkflowId), run.Info.Key));
    }

    private void Sweep()
    {
        if (runs.Count <= capacity || Interlocked.Exchange(ref sweeping, 1) == 1)
        {
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static cache => cache.EvictOldest(), this, preferLocal: false);
    }

    private void EvictOldest()
    {
        try
        {
            // A fifth at once: sorting for each single run would cost more than the room it gives
            var oldest = runs.Values.Where(static entry => entry.IsValueCreated && entry.Value is not null)
                .Select(static entry => (Run: entry.Value!, entry.Value!.LastUsed)).OrderBy(static entry => entry.LastUsed);
            foreach (var (run, _) in oldest.Take(Math.Max(1, runs.Count - (capacity * 4 / 5))))
            {
                lock (run.Gate)
                {
                    if (run.IsIdle)
                    {
                        Remove(run);
                    }
                }
            }
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }
}
