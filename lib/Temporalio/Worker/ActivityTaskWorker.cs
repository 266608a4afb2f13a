using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Bridge;
using Temporalio.Client;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Runs activity tasks and tells the server how they end.</summary>
internal sealed class ActivityTaskWorker(
    ITemporalClient client, TemporalWorkerOptions options, ActivityExecutor executor, WorkerIdentity worker, TaskSlots slots,
    WorkerMetrics? metrics, ILogger logger, CancellationToken shutdown, CancellationToken activityCancellation)
    : IEagerActivities
{
    private const int MostEagerPerTask = 3;
    private readonly RpcOptions retrying = new() { Retry = true };
    private readonly RunningTasks running = new();
    private readonly string identity = worker.Identity;

    /// <summary>A limited rate counts polls, which eager activities do without.</summary>
    private readonly bool mayBeEager = options is
    {
        DisableEagerActivityExecution: false, LocalActivityWorkerOnly: false, Activities.Count: > 0,
        MaxActivitiesPerSecond: null, MaxTaskQueueActivitiesPerSecond: null,
    };

    public bool AreAvailable => mayBeEager && !shutdown.IsCancellationRequested;

    /// <summary>Polls until the worker goes down.</summary>
    /// <param name="refused">Told why the server refuses for good.</param>
    /// <param name="cancellationToken">Ends polling.</param>
    public Task PollAsync(Action<Exception> refused, CancellationToken cancellationToken)
    {
        var behavior = options.ActivityTaskPollerBehavior ?? new PollerBehavior.SimpleMaximum(options.MaxConcurrentActivityTaskPolls);
        var poller = new TaskPoller<PollActivityTaskQueueResponse>(options.TaskQueue!, slots, false, behavior, logger, async token =>
        {
            var task = await client.WorkflowService.PollActivityTaskQueueAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    TaskQueue = new() { Name = options.TaskQueue, Kind = Api.Enums.V1.TaskQueueKind.Normal },
                    Identity = identity,
                    WorkerInstanceKey = worker.InstanceKey,
                    TaskQueueMetadata = options.MaxTaskQueueActivitiesPerSecond is { } rate ? new() { MaxTasksPerSecond = rate } : null,
                },
                new() { CancellationToken = token }).ConfigureAwait(false);
            return new(task.TaskToken.IsEmpty ? null : task, task.PollerScalingDecision);
        })
        {
            Rate = options.MaxActivitiesPerSecond is { } perSecond ? new(perSecond, TimeProvider.System) : null,
            Metrics = metrics?.ActivityPoller(),
        };
        return poller.RunAsync((task, permit) => running.Add(RunAsync(task, permit, isEager: false)), refused, cancellationToken);
    }

    /// <summary>Waits until no activity is running.</summary>
    public Task DrainAsync() => running.WhenEmptyAsync();

    public IReadOnlyList<SlotPermit> Reserve(IEnumerable<Command> commands)
    {
        List<SlotPermit>? reserved = null;
        foreach (var attributes in commands.Select(command => command.ScheduleActivityTaskCommandAttributes))
        {
            if (attributes is not { RequestEagerExecution: true })
            {
                continue;
            }

            if ((reserved?.Count ?? 0) < MostEagerPerTask && slots.TryReserve() is { } permit)
            {
                (reserved ??= []).Add(permit);
            }
            else
            {
                attributes.RequestEagerExecution = false;
            }
        }

        return reserved ?? (IReadOnlyList<SlotPermit>)[];
    }

    public void Run(IReadOnlyList<PollActivityTaskQueueResponse> tasks, IReadOnlyList<SlotPermit> reserved)
    {
        for (var i = 0; i < reserved.Count; i++)
        {
            if (i < tasks.Count)
            {
                running.Add(RunAsync(tasks[i], reserved[i], isEager: true));
            }
            else
            {
                slots.Release(reserved[i]);
            }
        }
    }

    private async Task RunAsync(PollActivityTaskQueueResponse task, SlotPermit permit, bool isEager)
    {
        // The poller goes on at once
        await Task.Yield();
        using var slot = slots.Use(permit, task, static task => new SlotInfo.ActivitySlotInfo(task.ActivityType.Name));
        var recorded = metrics?.Activity(task.ActivityType.Name, task.WorkflowType?.Name ?? "");
        recorded?.Received(isEager, Between(task.CurrentAttemptScheduledTime, task.StartedTime));
        var began = Stopwatch.GetTimestamp();
        try
        {
            await using var heartbeats = new ActivityHeartbeats(client, options, task, identity, activityCancellation);
            var outcome = await ExecuteAsync(task, heartbeats).ConfigureAwait(false);
            await heartbeats.StopAsync().ConfigureAwait(false);
            await AnswerAsync(task, outcome, heartbeats.Latest).ConfigureAwait(false);
            Record(recorded, outcome, Stopwatch.GetElapsedTime(began), task);
        }
#pragma warning disable CA1031 // One lost answer must not stop the worker; the server retries after the timeout
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ActivityAnswerNotTaken(e, task.ActivityType.Name, task.ActivityId, task.WorkflowExecution.WorkflowId);
        }
    }

    private Task<ActivityOutcome> ExecuteAsync(PollActivityTaskQueueResponse task, ActivityHeartbeats heartbeats)
    {
        var call = ActivityCall.Of(task, options.TaskQueue!);
        return options.ActivityTaskFactory == Task.Factory
            ? executor.RunAsync(call, heartbeats, client.Options.DataConverter)
            : options.ActivityTaskFactory.StartNew(() => executor.RunAsync(call, heartbeats, client.Options.DataConverter)).Unwrap();
    }

    private static void Record(ActivityMetrics? metrics, ActivityOutcome outcome, TimeSpan duration, PollActivityTaskQueueResponse task)
    {
        metrics?.Executed(duration);
        switch (outcome)
        {
            case ActivityOutcome.Completed:
                metrics?.Succeeded(Between(task.ScheduledTime, task.StartedTime) + duration);
                break;
            case ActivityOutcome.Failed:
                metrics?.Failed();
                break;
        }
    }

    private static TimeSpan Between(Timestamp? from, Timestamp? to) =>
        from is null || to is null ? TimeSpan.Zero : to.ToDateTime() - from.ToDateTime();

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
