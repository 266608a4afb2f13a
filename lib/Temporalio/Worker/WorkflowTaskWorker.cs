using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Bridge;
using Temporalio.Client;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Polls workflow tasks, from the task queue and from the queue of the runs in this worker's memory.</summary>
internal sealed class WorkflowTaskWorker(
    ITemporalClient client, TemporalWorkerOptions options, WorkflowTaskHandler handler, WorkerIdentity worker, string? stickyQueue,
    TaskSlots slots, WorkerMetrics? metrics, ILogger logger)
    : IEagerWorkflows
{
    private readonly RunningTasks running = new();

    /// <summary>Polls until the worker goes down.</summary>
    /// <param name="refused">Told why the server refuses for good.</param>
    /// <param name="cancellationToken">Ends polling.</param>
    public async Task PollAsync(Action<Exception> refused, CancellationToken cancellationToken)
    {
        var eager = (client.Connection as TemporalConnection)?.EagerWorkers;
        eager?.Add(client.Options.Namespace, options.TaskQueue!, this);
        try
        {
            await PollAllAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            eager?.Remove(client.Options.Namespace, options.TaskQueue!, this);
        }
    }

    /// <inheritdoc/>
    public EagerWorkflowSlot? TryReserve() => slots.TryReserve() is { } permit
        ? new(task => running.Add(HandleAsync(task, permit, isSticky: false)), () => slots.Release(permit))
        : null;

    /// <summary>Waits until no task is being handled.</summary>
    public Task DrainAsync() => running.WhenEmptyAsync();

    private Task PollAllAsync(Action<Exception> refused, CancellationToken cancellationToken)
    {
        var behavior = options.WorkflowTaskPollerBehavior ?? new PollerBehavior.SimpleMaximum(options.MaxConcurrentWorkflowTaskPolls);
        if (stickyQueue is null)
        {
            return PollAsync(options.TaskQueue!, TaskQueueKind.Normal, behavior, refused, cancellationToken);
        }

        var (normal, sticky) = Split(behavior);
        return Task.WhenAll(
            PollAsync(options.TaskQueue!, TaskQueueKind.Normal, normal, refused, cancellationToken),
            PollAsync(stickyQueue, TaskQueueKind.Sticky, sticky, refused, cancellationToken));
    }

    /// <summary>
    /// The polls of both queues. Together they are never more than there are slots: idle polls of one queue would keep
    /// the other from its tasks.
    /// </summary>
    private (PollerBehavior Normal, PollerBehavior Sticky) Split(PollerBehavior behavior)
    {
        var capacity = slots.Capacity ?? int.MaxValue;
        if (behavior is PollerBehavior.Autoscaling auto)
        {
            var most = Math.Min(auto.Maximum, capacity / 2);
            var least = Math.Min(auto.Minimum, most);
            var half = new PollerBehavior.Autoscaling(least, most, Math.Clamp(auto.Initial, least, most));
            return (half, half);
        }

        var normal = Math.Clamp((int)(behavior.MostPolls * options.NonStickyToStickyPollRatio), 1, Math.Max(1, behavior.MostPolls - 1));
        normal = Math.Min(normal, capacity - 1);
        var sticky = Math.Min(Math.Max(1, behavior.MostPolls - normal), capacity - normal);
        return (new PollerBehavior.SimpleMaximum(normal), new PollerBehavior.SimpleMaximum(sticky));
    }

    private Task PollAsync(
        string queue, TaskQueueKind kind, PollerBehavior behavior, Action<Exception> refused, CancellationToken cancellationToken)
    {
        var isSticky = kind == TaskQueueKind.Sticky;
        var poller = new TaskPoller<PollWorkflowTaskQueueResponse>(queue, slots, isSticky, behavior, logger, async token =>
        {
            var task = await client.WorkflowService.PollWorkflowTaskQueueAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    TaskQueue = new() { Name = queue, Kind = kind, NormalName = isSticky ? options.TaskQueue : "" },
                    Identity = worker.Identity,
                    WorkerInstanceKey = worker.InstanceKey,
                },
                new() { CancellationToken = token }).ConfigureAwait(false);
            return new(task.TaskToken.IsEmpty ? null : task, task.PollerScalingDecision);
        })
        {
            Metrics = metrics?.WorkflowPoller(isSticky),
        };
        return poller.RunAsync((task, permit) => running.Add(HandleAsync(task, permit, isSticky)), refused, cancellationToken);
    }

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task, SlotPermit permit, bool isSticky)
    {
        // The poller goes on at once
        await Task.Yield();
        using var slot = slots.Use(
            permit, (task, isSticky), static used => new SlotInfo.WorkflowSlotInfo(used.task.WorkflowType.Name, used.isSticky));
        try
        {
            await handler.HandleAsync(task).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One lost answer must not stop the worker; the server hands the task out again
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.WorkflowTaskBroken(e, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
        }
    }
}
