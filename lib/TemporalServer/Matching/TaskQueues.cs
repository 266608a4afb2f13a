using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Matching;

/// <summary>All task queues. They live in memory: after a restart the runs offer their tasks again.</summary>
/// <param name="time">Machine time.</param>
internal sealed class TaskQueues(TimeProvider time)
{
    /// <summary>How long a worker counts as present after its last poll.</summary>
    private static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);

    private const int LongestStickyBacklog = 1_000;

    /// <summary>How long a poller is listed after its last poll.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Namespace, string Name, TaskQueueType Type), TaskQueueState> queues = new();

    public TaskQueueState Queue(string @namespace, string name, TaskQueueType type) =>
        queues.GetOrAdd((@namespace, name, type), static (_, time) => new TaskQueueState(time), time);

    public void Offer(string @namespace, string name, TaskQueueType type, OfferedTask task) => Queue(@namespace, name, type).Offer(task);

    /// <summary>Waits for a task; null when the poll's time is over.</summary>
    public Task<OfferedTask?> PollAsync(
        string @namespace, string name, TaskQueueType type, string identity, string workerKey, TimeSpan patience, CancellationToken cancellationToken) =>
        Queue(@namespace, name, type).PollAsync(identity, workerKey, time.GetUtcNow(), patience, cancellationToken);

    /// <summary>
    /// Whether a sticky task is worth offering: a worker is there, and not so far behind that it would have dropped the
    /// run before it comes to the task, or the task's timeout would pass first.
    /// </summary>
    public bool TakesSticky(string @namespace, string name) =>
        queues.TryGetValue((@namespace, name, TaskQueueType.Workflow), out var queue)
        && queue.Backlog <= LongestStickyBacklog && queue.IsServed(time.GetUtcNow() - Presence);

    /// <summary>Who polls a queue.</summary>
    public IReadOnlyList<(string Identity, DateTimeOffset Time)> Pollers(string @namespace, string name, TaskQueueType type) =>
        Queue(@namespace, name, type).Pollers(time.GetUtcNow() - Listed);

    /// <summary>A worker shuts down: its polls end, and its sticky queue is gone.</summary>
    /// <returns>What waited in the sticky queue, and needs another worker.</returns>
    public IReadOnlyList<OfferedTask> ShutDown(string @namespace, string workerKey, string stickyQueue)
    {
        if (workerKey.Length > 0)
        {
            foreach (var queue in queues.Values)
            {
                queue.Release(workerKey);
            }
        }

        return stickyQueue.Length > 0 && queues.TryRemove((@namespace, stickyQueue, TaskQueueType.Workflow), out var sticky) ? sticky.Drain() : [];
    }
}
