using TemporalServer.Engine.Runs;
using TemporalServer.Matching;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Which activity a worker speaks of: by the token of its task, or by ids.</summary>
/// <param name="Find">Finds the run.</param>
/// <param name="Select">Finds the activity in it; null when it no longer waits.</param>
internal readonly record struct ActivityTarget(Func<WorkflowRun> Find, Func<WorkflowRun, PendingActivity?> Select);

/// <summary>Activity tasks between the runs and the workers.</summary>
internal static class ActivityFlow
{
    /// <summary>Waits for a task; an empty answer when the poll's time is over.</summary>
    public static async Task<PollActivityTaskQueueResponse> PollAsync(
        WorkflowEngine engine, PollActivityTaskQueueRequest request, bool inProcess, CancellationToken cancellationToken)
    {
        engine.Namespaces.Get(request.Namespace);
        StartChecks.RequireId(request.TaskQueue?.Name, "TaskQueue");
        if (request.TaskQueueMetadata?.MaxTasksPerSecond is { } perSecond and > 0)
        {
            engine.Matching.Queue(request.Namespace, request.TaskQueue!.Name, TaskQueueType.Activity).Limit(perSecond);
        }

        var until = engine.MachineNow + Limits.TaskPoll.Ticks;
        while (engine.MachineNow is var now && now < until)
        {
            var offer = await engine.Matching.PollAsync(
                request.Namespace, request.TaskQueue!.Name, TaskQueueType.Activity, request.Identity, request.WorkerInstanceKey,
                TimeSpan.FromTicks(until - now), cancellationToken).ConfigureAwait(false);
            if (offer is not { } task)
            {
                break;
            }

            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await TakeAsync(engine, task, request.Identity, inProcess, cancellationToken).ConfigureAwait(false) is { } taken)
                {
                    return taken;
                }
            }
            catch
            {
                // Not handed over: another worker gets it, unless the run knows better by then
                engine.Matching.Offer(request.Namespace, request.TaskQueue.Name, TaskQueueType.Activity, task);
                throw;
            }
        }

        return new PollActivityTaskQueueResponse();
    }

    public static ActivityTarget ByToken(WorkflowEngine engine, Google.Protobuf.ByteString bytes)
    {
        var token = TaskToken.Parse(bytes, TaskTokenKind.Activity);
        return new ActivityTarget(
            () => engine.Runs.Find(token.Run) ?? throw Faults.ActivityNotFound(),
            run => run.Activities.Find(token.Id) is { IsStarted: true } activity && activity.Stamp == token.Stamp ? activity : null);
    }

    public static ActivityTarget ById(WorkflowEngine engine, string @namespace, string workflowId, string runId, string activityId)
    {
        StartChecks.RequireId(activityId, "ActivityId");
        return new ActivityTarget(
            () => engine.Find(@namespace, new WorkflowExecution { WorkflowId = workflowId, RunId = runId }),
            run => run.Activities.Find(activityId));
    }

    public static Task<bool> CompleteAsync(ActivityTarget target, Payloads? result, string identity)
    {
        if (result?.CalculateSize() is { } size and > Limits.Blob)
        {
            var failure = new Failure
            {
                Message = $"Complete result exceeds size limit: {size} bytes of at most {Limits.Blob}. Return a reference instead.",
                Source = "Server",
                ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
            };
            return ChangeAsync(target, (run, activity) => run.Activities.Fail(activity, failure, identity));
        }

        return ChangeAsync(target, (run, activity) => run.Activities.Complete(activity, result, identity));
    }

    public static Task<bool> FailAsync(ActivityTarget target, Failure? failure, Payloads? heartbeat, string identity) =>
        ChangeAsync(target, (run, activity) =>
        {
            activity.HeartbeatDetails = heartbeat ?? activity.HeartbeatDetails;
            run.Activities.Fail(activity, failure ?? new Failure { Message = "activity failed without saying why", Source = "Server" }, identity);
        });

    public static Task<bool> CancelAsync(ActivityTarget target, Payloads? details, string identity) =>
        ChangeAsync(target, (run, activity) =>
        {
            if (!activity.CancelRequested)
            {
                throw Faults.CancellationNotRequested(activity.ActivityId);
            }

            run.Activities.Cancel(activity, details, identity);
        });

    /// <summary>Records that an attempt is alive.</summary>
    /// <returns>What the worker must know of its activity.</returns>
    public static Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(ActivityTarget target, Payloads? details) =>
        WorkflowEngine.EnterAsync(target.Find, run =>
        {
            var activity = Require(target, run);
            activity.MachineHeartbeat = run.MachineNow;
            activity.HeartbeatTime = run.Now;
            if (details is not null)
            {
                run.Touch();
                activity.HeartbeatDetails = details;
            }

            return new RecordActivityTaskHeartbeatResponse
            {
                CancelRequested = activity.CancelRequested,
                ActivityPaused = activity.IsPaused || run.IsPaused,
                ActivityReset = activity.IsReset,
            };
        });

    private static Task<bool> ChangeAsync(ActivityTarget target, Action<WorkflowRun, PendingActivity> change) =>
        WorkflowEngine.EnterAsync(target.Find, run =>
        {
            var activity = Require(target, run);
            run.Touch();
            change(run, activity);
            return true;
        });

    private static PendingActivity Require(ActivityTarget target, WorkflowRun run) =>
        (run.IsOpen ? target.Select(run) : null) ?? throw Faults.ActivityNotFound();

    private static async Task<PollActivityTaskQueueResponse?> TakeAsync(
        WorkflowEngine engine, OfferedTask task, string identity, bool inProcess, CancellationToken cancellationToken)
    {
        if (engine.Runs.Find(task.Run) is null)
        {
            return null;
        }

        var started = await WorkflowEngine.EnterAsync(() => engine.Find(task.Run), run => TryStart(run, task.Id, task.Attempt, identity, inProcess))
            .ConfigureAwait(false);
        if (started is not null && cancellationToken.IsCancellationRequested)
        {
            // The worker left before it had the task: the attempt has not begun
            WorkflowEngine.Enter(() => engine.Find(task.Run), run =>
            {
                if (run.IsOpen && run.Activities.Find(task.Id) is { IsStarted: true } activity && activity.Stamp == task.Attempt)
                {
                    run.Touch();
                    activity.IsStarted = false;
                }

                return true;
            });
            cancellationToken.ThrowIfCancellationRequested();
        }

        return started;
    }

    private static PollActivityTaskQueueResponse? TryStart(WorkflowRun run, long scheduledId, int stamp, string identity, bool inProcess)
    {
        if (!run.IsOpen || run.IsPaused || run.Activities.Find(scheduledId) is not { IsOnOffer: true } activity || activity.Stamp != stamp)
        {
            return null;
        }

        // At most one start of an attempt, also over a crash: the start is durable before the worker has it
        run.Touch();
        return run.Activities.Start(activity, identity, inProcess);
    }
}
