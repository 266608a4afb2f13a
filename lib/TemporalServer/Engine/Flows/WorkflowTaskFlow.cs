using TemporalServer.Engine.Runs;
using TemporalServer.Matching;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Workflow tasks between the runs and the workers.</summary>
internal static class WorkflowTaskFlow
{
    /// <summary>Waits for a task; an empty answer when the poll's time is over.</summary>
    public static async Task<PollWorkflowTaskQueueResponse> PollAsync(
        WorkflowEngine engine, PollWorkflowTaskQueueRequest request, bool inProcess, CancellationToken cancellationToken)
    {
        engine.Namespaces.Get(request.Namespace);
        StartChecks.RequireId(request.TaskQueue?.Name, "TaskQueue");
        var until = engine.MachineNow + Limits.TaskPoll.Ticks;
        var isSticky = request.TaskQueue!.Kind == TaskQueueKind.Sticky;
        while (engine.MachineNow is var now && now < until)
        {
            var offer = await engine.Matching.PollAsync(
                request.Namespace, request.TaskQueue.Name, TaskQueueType.Workflow, request.Identity, request.WorkerInstanceKey,
                TimeSpan.FromTicks(until - now), cancellationToken).ConfigureAwait(false);
            if (offer is not { } task)
            {
                break;
            }

            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await TakeAsync(engine, task, request.Identity, isSticky, inProcess, cancellationToken).ConfigureAwait(false) is { } taken)
                {
                    return taken;
                }
            }
            catch
            {
                // Not handed over: another worker gets it, unless the run knows better by then
                engine.Matching.Offer(request.Namespace, request.TaskQueue.Name, TaskQueueType.Workflow, task);
                throw;
            }
        }

        return new PollWorkflowTaskQueueResponse();
    }

    /// <summary>A task in a sticky queue whose worker is gone goes to the run's own queue.</summary>
    public static void LeaveSticky(WorkflowEngine engine, OfferedTask task)
    {
        if (engine.Runs.Find(task.Run) is not { } found)
        {
            return;
        }

        if (task.Query is not null)
        {
            engine.Matching.Offer(found.Info.Namespace, found.Info.TaskQueue, TaskQueueType.Workflow, task);
            return;
        }

        WorkflowEngine.Enter(() => engine.Find(task.Run), run =>
        {
            if (run.IsOpen && run.WorkflowTask is { IsOnSticky: true, IsStarted: false } && run.WorkflowTask.Stamp == task.Id)
            {
                run.Touch();
                run.WorkflowTask.Expire();
            }

            return true;
        });
    }

    private static async Task<PollWorkflowTaskQueueResponse?> TakeAsync(
        WorkflowEngine engine, OfferedTask task, string identity, bool isSticky, bool inProcess, CancellationToken cancellationToken)
    {
        if (engine.Runs.Find(task.Run) is null)
        {
            return null;
        }

        if (task.Query is { } query)
        {
            return QueryFlow.Start(engine, task.Run, query, isSticky);
        }

        // What the worker is shown must be durable; the start itself need not be, a crash merely repeats it
        var (started, durable) = WorkflowEngine.Enter(() => engine.Find(task.Run), run =>
            run is { IsOpen: true, IsPaused: false } && run.WorkflowTask.Stamp == task.Id && !run.WorkflowTask.IsStarted ? Start(run, identity, isSticky, inProcess) : null);
        if (started is null)
        {
            return null;
        }

        await durable.ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            TakeBack(engine, TaskToken.Parse(started.TaskToken, TaskTokenKind.Workflow));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return started;
    }

    /// <summary>The worker left before it had the task: it is timed out at once, instead of after its timeout.</summary>
    private static void TakeBack(WorkflowEngine engine, TaskToken token) => WorkflowEngine.Enter(() => engine.Find(token.Run), run =>
    {
        if (run.IsOpen && run.WorkflowTask.IsStarted && run.WorkflowTask.Stamp == token.Stamp)
        {
            run.Touch();
            run.WorkflowTask.Expire();
        }

        return true;
    });

    /// <summary>Starts the outstanding task for a worker. Call with the run's gate held.</summary>
    /// <param name="run">The run.</param>
    /// <param name="identity">The worker.</param>
    /// <param name="sticky">The worker has the run cached and needs only what is new.</param>
    /// <param name="inProcess">The worker lives in the server's own process.</param>
    public static PollWorkflowTaskQueueResponse Start(WorkflowRun run, string identity, bool sticky, bool inProcess)
    {
        var task = run.WorkflowTask;
        task.Start(identity, inProcess);
        var response = Describe(run);
        response.TaskToken = new TaskToken(TaskTokenKind.Workflow, run.Info.Key, task.ScheduledId, task.Stamp).ToByteString();
        response.StartedEventId = task.StartedId;
        response.Attempt = task.Attempt;
        response.ScheduledTime = ProtoTime.ToTimestamp(task.ScheduledTime);
        response.StartedTime = ProtoTime.ToTimestamp(task.StartedTime);
        response.History = new History();
        response.History.Events.AddRange(run.History.Read(sticky ? task.PreviousStartedId + 1 : 1, run.History.NextId));
        response.History.Events.AddRange(task.TransientEvents());
        foreach (var query in run.Queries.Attach())
        {
            response.Queries.Add(query.Id, query.Query);
        }

        response.Messages.AddRange(run.Updates.Send(task.StartedId));
        return response;
    }

    /// <summary>What every task of a run says.</summary>
    public static PollWorkflowTaskQueueResponse Describe(WorkflowRun run) => new()
    {
        WorkflowExecution = run.Info.Execution,
        WorkflowType = new WorkflowType { Name = run.Info.WorkflowType },
        PreviousStartedEventId = run.WorkflowTask.PreviousStartedId,
        WorkflowExecutionTaskQueue = new TaskQueue { Name = run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
    };

    public static async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        WorkflowEngine engine, RespondWorkflowTaskCompletedRequest request, bool inProcess)
    {
        var token = TaskToken.Parse(request.TaskToken, TaskTokenKind.Workflow);
        var (response, refusal) = await WorkflowEngine.EnterAsync(() => engine.Find(token.Run), run =>
        {
            RequireStarted(run, token);
            run.Touch();
            return CommandChecks.Check(run, request) is { } refused
                ? (null, Refuse(run, refused, request.Identity))
                : (Complete(run, request, inProcess), (CommandRefusal?)null);
        }).ConfigureAwait(false);
        return refusal is null ? response! : throw Faults.InvalidArgument(refusal.Message);
    }

    public static Task<RespondWorkflowTaskFailedResponse> FailAsync(WorkflowEngine engine, RespondWorkflowTaskFailedRequest request)
    {
        var token = TaskToken.Parse(request.TaskToken, TaskTokenKind.Workflow);
        return WorkflowEngine.EnterAsync(() => engine.Find(token.Run), run =>
        {
            RequireStarted(run, token);
            run.Touch();
            Fail(run, request.Cause, request.Failure, request.Identity);
            return new RespondWorkflowTaskFailedResponse();
        });
    }

    private static void RequireStarted(WorkflowRun run, TaskToken token)
    {
        run.RequireOpen();
        if (!run.WorkflowTask.IsStarted || run.WorkflowTask.Stamp != token.Stamp || run.WorkflowTask.ScheduledId != token.Id)
        {
            throw Faults.WorkflowTaskNotFound();
        }
    }

    private static CommandRefusal Refuse(WorkflowRun run, CommandRefusal refusal, string identity)
    {
        var failure = refusal.Cause == WorkflowTaskFailedCause.UnhandledCommand && run.History.HasBuffered ? null : new Failure
        {
            Message = refusal.Message,
            Source = "Server",
            ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
        };
        Fail(run, refusal.Cause, failure, identity);
        if (refusal.Terminates)
        {
            Signals.Terminate(run, refusal.Message, null, identity);
        }

        return refusal;
    }

    /// <summary>Ends the started task without its answer; another is scheduled.</summary>
    public static void Fail(WorkflowRun run, WorkflowTaskFailedCause cause, Failure? failure, string identity)
    {
        run.Queries.TaskLost();
        run.Updates.TaskLost();
        run.WorkflowTask.Stick(null);
        run.WorkflowTask.Fail(cause, failure, identity);
        run.WorkflowTask.Schedule();
    }

    private static RespondWorkflowTaskCompletedResponse Complete(WorkflowRun run, RespondWorkflowTaskCompletedRequest request, bool inProcess)
    {
        var response = new RespondWorkflowTaskCompletedResponse();
        var completedId = run.WorkflowTask.Complete(new WorkflowTaskCompletedEventAttributes
        {
            Identity = request.Identity,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
        });
        run.WorkflowTask.Stick(request.StickyAttributes);
        run.History.Trim(run.WorkflowTask.PreviousStartedId + 1);
        run.Queries.Answer(request.QueryResults);
        run.WorkflowTask.Hold();
        new CommandApplier(run, completedId, request, response, inProcess).ApplyAll();
        if (run.IsOpen)
        {
            Continue(run, request, response, inProcess);
        }
        else
        {
            run.WorkflowTask.Release(more: false);
        }

        run.Queries.Redirect();
        return response;
    }

    private static void Continue(
        WorkflowRun run, RespondWorkflowTaskCompletedRequest request, RespondWorkflowTaskCompletedResponse response, bool inProcess)
    {
        var news = run.History.HasBuffered;
        run.History.Flush();
        SizeLimit.Hold(run);
        if (!run.IsOpen)
        {
            run.WorkflowTask.Release(more: false);
            return;
        }

        run.WorkflowTask.Release(news || request.ForceCreateNewWorkflowTask || run.Updates.NeedsTask);
        if (request.ReturnNewWorkflowTask && run.WorkflowTask.IsPending)
        {
            response.WorkflowTask = Start(run, request.Identity, sticky: request.StickyAttributes?.WorkerTaskQueue is { Name.Length: > 0 }, inProcess);
        }
    }
}
