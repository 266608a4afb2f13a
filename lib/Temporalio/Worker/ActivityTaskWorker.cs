using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Bridge;
using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Runs activity tasks and tells the server how they end.</summary>
internal sealed class ActivityTaskWorker(
    ITemporalClient client, TemporalWorkerOptions options, ActivityExecutor executor, string identity,
    CancellationToken shutdown, CancellationToken activityCancellation)
    : IEagerActivities, IDisposable
{
    private const int MostEagerPerTask = 3;
    private readonly SemaphoreSlim slots = new(options.MaxConcurrentActivities);
    private readonly RpcOptions retrying = new() { Retry = true };
    private readonly RunningTasks running = new();

    public bool AreAvailable => !options.DisableEagerActivityExecution && options.Activities.Count > 0 && !shutdown.IsCancellationRequested;

    /// <summary>Polls until the worker goes down.</summary>
    public Task PollAsync(CancellationToken cancellationToken)
    {
        var poller = new TaskPoller<PollActivityTaskQueueResponse>(
            options.TaskQueue!, options.LoggerFactory!, async token =>
            {
                var task = await client.WorkflowService.PollActivityTaskQueueAsync(
                    new()
                    {
                        Namespace = client.Options.Namespace,
                        TaskQueue = new() { Name = options.TaskQueue, Kind = Api.Enums.V1.TaskQueueKind.Normal },
                        Identity = identity,
                        TaskQueueMetadata = options.MaxTaskQueueActivitiesPerSecond is { } rate ? new() { MaxTasksPerSecond = rate } : null,
                    },
                    new() { CancellationToken = token }).ConfigureAwait(false);
                return task.TaskToken.IsEmpty ? null : task;
            });
        return poller.RunAsync(
            options.MaxConcurrentActivityTaskPolls, slots, task => running.Add(RunAsync(task)), cancellationToken);
    }

    /// <summary>Waits until no activity is running.</summary>
    public Task DrainAsync() => running.WhenEmptyAsync();

    public void Dispose() => slots.Dispose();

    public int Reserve(IEnumerable<Command> commands)
    {
        var reserved = 0;
        foreach (var attributes in commands.Select(command => command.ScheduleActivityTaskCommandAttributes))
        {
            if (attributes is not { RequestEagerExecution: true })
            {
                continue;
            }

            if (reserved < MostEagerPerTask && slots.Wait(0, CancellationToken.None))
            {
                reserved++;
            }
            else
            {
                attributes.RequestEagerExecution = false;
            }
        }

        return reserved;
    }

    public void Run(IReadOnlyCollection<PollActivityTaskQueueResponse> tasks, int reserved)
    {
        foreach (var task in tasks)
        {
            running.Add(RunAsync(task));
        }

        Release(reserved - tasks.Count);
    }

    public void Release(int reserved)
    {
        if (reserved > 0)
        {
            slots.Release(reserved);
        }
    }

    private async Task RunAsync(PollActivityTaskQueueResponse task)
    {
        // The poller goes on at once
        await Task.Yield();
        try
        {
            await using var heartbeats = new ActivityHeartbeats(client, options, task, identity, activityCancellation);
            var outcome = await executor.RunAsync(ActivityCall.Of(task, options.TaskQueue!), heartbeats, client.Options.DataConverter)
                .ConfigureAwait(false);
            await heartbeats.StopAsync().ConfigureAwait(false);
            await AnswerAsync(task, outcome, heartbeats.Latest).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One lost answer must not stop the worker; the server retries after the timeout
        catch (Exception e)
#pragma warning restore CA1031
        {
            options.LoggerFactory!.CreateLogger<ActivityTaskWorker>().ActivityAnswerNotTaken(
                e, task.ActivityType.Name, task.ActivityId, task.WorkflowExecution.WorkflowId);
        }
        finally
        {
            slots.Release();
        }
    }

    private Task AnswerAsync(PollActivityTaskQueueResponse task, ActivityOutcome outcome, Payloads? lastHeartbeat) => outcome switch
    {
        ActivityOutcome.Completed completed => client.WorkflowService.RespondActivityTaskCompletedAsync(
            new()
            {
                TaskToken = task.TaskToken,
                Namespace = client.Options.Namespace,
                Identity = identity,
                Result = new() { Payloads_ = { completed.Result } },
            },
            retrying),
        ActivityOutcome.Failed failed => client.WorkflowService.RespondActivityTaskFailedAsync(
            new()
            {
                TaskToken = task.TaskToken,
                Namespace = client.Options.Namespace,
                Identity = identity,
                Failure = failed.Failure,
                LastHeartbeatDetails = lastHeartbeat,
            },
            retrying),
        ActivityOutcome.Cancelled cancelled => client.WorkflowService.RespondActivityTaskCanceledAsync(
            new()
            {
                TaskToken = task.TaskToken,
                Namespace = client.Options.Namespace,
                Identity = identity,
                Details = cancelled.Details,
            },
            retrying),
        _ => Task.CompletedTask,
    };
}
