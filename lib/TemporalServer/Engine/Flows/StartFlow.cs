using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>What a start led to.</summary>
/// <param name="Run">The new run, or the one that stood already.</param>
/// <param name="Started">Whether this request made it.</param>
/// <param name="EagerTask">Its first workflow task, when the caller's worker takes it at once.</param>
/// <param name="Update">The update that came with the start.</param>
internal sealed record StartOutcome(WorkflowRun Run, bool Started, PollWorkflowTaskQueueResponse? EagerTask = null, UpdateEntry? Update = null);

/// <summary>Starts workflows: at most one run of a workflow id is open.</summary>
internal sealed class StartFlow(WorkflowEngine engine)
{
    private readonly Lock[] stripes = [.. Enumerable.Range(0, 256).Select(static _ => new Lock())];

    public async Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request)
    {
        var complete = StartChecks.Complete(engine, request);
        var outcome = await StartAsync(NewRun.For(engine, complete) with { Backoff = FirstBackoff(complete) }, request.RequestEagerExecution)
            .ConfigureAwait(false);
        return Response(outcome);
    }

    /// <summary>What a start answers.</summary>
    public static StartWorkflowExecutionResponse Response(StartOutcome outcome) => new()
    {
        RunId = outcome.Run.Info.RunId,
        FirstExecutionRunId = outcome.Run.Info.FirstRunId,
        Started = outcome.Started,
        Status = outcome.Run.Status,
        EagerWorkflowTask = outcome.EagerTask,
    };

    /// <summary>Delivers a signal to the open run, or starts one with it.</summary>
    public async Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(SignalWithStartWorkflowExecutionRequest request)
    {
        StartChecks.RequireId(request.SignalName, "SignalName");
        StartChecks.RequirePayloads(request.SignalInput, "SignalInput");
        var start = StartChecks.Complete(engine, SignalFlow.StartOf(request));
        var plan = NewRun.For(engine, start) with { Backoff = FirstBackoff(start), Signal = SignalFlow.SignalOf(request) };
        var outcome = await StartAsync(plan, eager: false).ConfigureAwait(false);
        return new SignalWithStartWorkflowExecutionResponse
        {
            RunId = outcome.Run.Info.RunId,
            FirstExecutionRunId = outcome.Run.Info.FirstRunId,
            Started = outcome.Started,
        };
    }

    /// <summary>Starts a run as its policies allow, and waits until that is durable.</summary>
    public async Task<StartOutcome> StartAsync(NewRun plan, bool eager)
    {
        var (outcome, durable) = Start(plan, eager);
        await durable.ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Held while it is decided which run of a workflow id is the latest.</summary>
    public Lock LockOf(string workflowId) => stripes[(uint)string.GetHashCode(workflowId, StringComparison.Ordinal) % stripes.Length];

    /// <summary>When the first task of a run is due after its start.</summary>
    public long FirstBackoff(StartWorkflowExecutionRequest request) => request.CronSchedule.Length > 0
        ? CronSchedule.Parse(request.CronSchedule).Next(engine.Clock.Now).UtcTicks - engine.Clock.Now.UtcTicks
        : request.WorkflowStartDelay.Ticks();

    private static bool IsSuccess(WorkflowExecutionStatus status) => status == WorkflowExecutionStatus.Completed;

    private (StartOutcome Outcome, Task Durable) Start(NewRun plan, bool eager)
    {
        lock (LockOf(plan.Request.WorkflowId))
        {
            while (true)
            {
                var current = engine.Runs.FindCurrent(plan.Request.Namespace, plan.Request.WorkflowId);
                if (current is null)
                {
                    return Create(plan, eager, null);
                }

                lock (current.Gate)
                {
                    // It may have left memory, or continued as another run, before its gate was taken
                    if (current.Evicted || !engine.Runs.IsCurrent(current))
                    {
                        continue;
                    }

                    current.Begin();
                    try
                    {
                        if (Meet(current, plan) is { } existing)
                        {
                            var update = plan.Update is null ? null : UpdateFlow.Admit(current, plan.Update, string.Empty);
                            return (existing with { Update = update }, current.Durable);
                        }

                        // Terminating the old run and starting the new one is one transaction
                        return Create(plan, eager, current.IsOpen ? Terminate(current, plan) : null);
                    }
                    finally
                    {
                        current.End();
                    }
                }
            }
        }
    }

    private static WorkflowRun Terminate(WorkflowRun current, NewRun plan)
    {
        current.Touch();
        Signals.Terminate(current, "TerminateIfRunning WorkflowIdReusePolicy Policy", null, plan.Request.Identity);
        return current;
    }

    /// <summary>The run that stands in the way, as the answer; null when a new one may start.</summary>
    private static StartOutcome? Meet(WorkflowRun current, NewRun plan)
    {
        var request = plan.Request;
        if (request.RequestId.Length > 0 && current.Info.RequestId == request.RequestId)
        {
            return new StartOutcome(current, Started: true);
        }

        if (!current.IsOpen)
        {
            RequireReusable(current, request);
            return null;
        }

        if (plan.Signal is not null && request.WorkflowIdConflictPolicy != WorkflowIdConflictPolicy.TerminateExisting
            && request.WorkflowIdReusePolicy != Terminating)
        {
            Signals.RequireRoom(current);
            current.Touch();
            Signals.Append(current, plan.Signal);
            return new StartOutcome(current, Started: false);
        }

        return request switch
        {
            { WorkflowIdConflictPolicy: WorkflowIdConflictPolicy.UseExisting } => new StartOutcome(current, Started: false),
            { WorkflowIdConflictPolicy: WorkflowIdConflictPolicy.TerminateExisting } or { WorkflowIdReusePolicy: Terminating } => null,
            // The update is known: whoever repeats update-with-start gets its outcome
            _ when plan.Update is { } update && current.Updates.Find(update.Meta.UpdateId) is not null => new StartOutcome(current, Started: false),
            _ => throw AlreadyStarted(current, "Workflow execution is already running."),
        };
    }

#pragma warning disable CS0612 // Deprecated in the protocol, yet older clients send it
    private const WorkflowIdReusePolicy Terminating = WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612

    private static void RequireReusable(WorkflowRun current, StartWorkflowExecutionRequest request)
    {
        if (request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.RejectDuplicate)
        {
            throw AlreadyStarted(current, "Workflow execution already finished. Workflow Id reuse policy: reject duplicate workflow Id.");
        }

        if (request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.AllowDuplicateFailedOnly && IsSuccess(current.Status))
        {
            throw AlreadyStarted(current, "Workflow execution already finished successfully. Workflow Id reuse policy: allow duplicate workflow Id if last run failed.");
        }
    }

    private static Temporalio.Transport.GrpcStatusException AlreadyStarted(WorkflowRun current, string message) => Faults.AlreadyStarted(
        $"{message} WorkflowId: {current.Info.WorkflowId}, RunId: {current.Info.RunId}.",
        current.Info.RequestId, current.Info.RunId, current.Info.FirstRunId);

    private (StartOutcome Outcome, Task Durable) Create(NewRun plan, bool eager, WorkflowRun? writtenWith)
    {
        eager = eager && plan.Backoff == 0;
        var run = RunBirth.Create(engine, plan, eager ? plan.Request.Identity : null, writtenWith);
        lock (run.Gate)
        {
            run.Begin();
            var task = eager && run.WorkflowTask.IsPending ? WorkflowTaskFlow.Start(run, plan.Request.Identity, sticky: false, inProcess: false) : null;
            run.End();
            var update = plan.Update is null ? null : run.Updates.Find(plan.Update.Meta.UpdateId);
            return (new StartOutcome(run, Started: true, task, update), run.Durable);
        }
    }
}
