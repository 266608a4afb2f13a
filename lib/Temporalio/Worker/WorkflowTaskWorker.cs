using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Bridge;
using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Polls workflow tasks, from the task queue and from the queue of the runs in this worker's memory.</summary>
internal sealed class WorkflowTaskWorker(
    ITemporalClient client, TemporalWorkerOptions options, WorkflowTaskHandler handler, string identity, string? stickyQueue)
    : IEagerWorkflows, IDisposable
{
    private readonly SemaphoreSlim slots = new(options.MaxConcurrentWorkflowTasks);
    private readonly RunningTasks running = new();

    /// <summary>Polls until the worker goes down.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var eager = (client.Connection as TemporalConnection)?.EagerWorkers;
        eager?.Add(client.Options.Namespace, options.TaskQueue!, this);
        try
        {
            await PollAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            eager?.Remove(client.Options.Namespace, options.TaskQueue!, this);
        }
    }

    public bool TryReserve() => slots.Wait(0, CancellationToken.None);

    public void Run(PollWorkflowTaskQueueResponse task) => running.Add(HandleAsync(task));

    public void Release() => slots.Release();

    private Task PollAllAsync(CancellationToken cancellationToken)
    {
        var polls = options.MaxConcurrentWorkflowTaskPolls;
        if (stickyQueue is null)
        {
            return PollAsync(options.TaskQueue!, TaskQueueKind.Normal, polls, cancellationToken);
        }

        var normal = Math.Clamp((int)(polls * options.NonStickyToStickyPollRatio), 1, Math.Max(1, polls - 1));
        return Task.WhenAll(
            PollAsync(options.TaskQueue!, TaskQueueKind.Normal, normal, cancellationToken),
            PollAsync(stickyQueue, TaskQueueKind.Sticky, Math.Max(1, polls - normal), cancellationToken));
    }

    /// <summary>Waits until no task is being handled.</summary>
    public Task DrainAsync() => running.WhenEmptyAsync();

    public void Dispose() => slots.Dispose();

    private Task PollAsync(string queue, TaskQueueKind kind, int polls, CancellationToken cancellationToken)
    {
        var poller = new TaskPoller<PollWorkflowTaskQueueResponse>(queue, options.LoggerFactory!, async token =>
        {
            var task = await client.WorkflowService.PollWorkflowTaskQueueAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    TaskQueue = new()
                    {
                        Name = queue,
                        Kind = kind,
                        NormalName = kind == TaskQueueKind.Sticky ? options.TaskQueue : "",
                    },
                    Identity = identity,
                },
                new() { CancellationToken = token }).ConfigureAwait(false);
            if (task.TaskToken.IsEmpty)
            {
                return null;
            }

            // A slot is taken after the poll, lest idle polls of one queue keep the other from its tasks
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            return task;
        });
        return poller.RunAsync(polls, null, task => running.Add(HandleAsync(task)), cancellationToken);
    }

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        // The poller goes on at once
        await Task.Yield();
        try
        {
            await handler.HandleAsync(task).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One lost answer must not stop the worker; the server hands the task out again
        catch (Exception e)
#pragma warning restore CA1031
        {
            options.LoggerFactory!.CreateLogger<WorkflowTaskWorker>().WorkflowTaskBroken(
                e, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
        }
        finally
        {
            slots.Release();
        }
    }
}
