using System.Collections.Concurrent;

namespace Temporalio.Client;

/// <summary>The workers of a connection that run workflows, by namespace and task queue.</summary>
internal sealed class EagerWorkers
{
    private readonly ConcurrentDictionary<(string Namespace, string TaskQueue), IEagerWorkflows> workers = new();

    public void Add(string @namespace, string taskQueue, IEagerWorkflows worker) =>
        workers.TryAdd((@namespace, taskQueue), worker);

    public void Remove(string @namespace, string taskQueue, IEagerWorkflows worker) =>
        workers.TryRemove(new((@namespace, taskQueue), worker));

    /// <summary>A slot kept free at one of them; null if there is none.</summary>
    public EagerWorkflowSlot? Reserve(string @namespace, string taskQueue) =>
        workers.TryGetValue((@namespace, taskQueue), out var worker) ? worker.TryReserve() : null;
}
