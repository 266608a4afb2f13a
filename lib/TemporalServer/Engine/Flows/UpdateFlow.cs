using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace TemporalServer.Engine.Flows;

/// <summary>Updates: requests that a workflow validates, accepts into its history and answers.</summary>
internal static class UpdateFlow
{
    public static async Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        WorkflowEngine engine, UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        var update = Check(request);
        var ((run, entry), durable) = WorkflowEngine.Enter(
            () => engine.Find(request.Namespace, request.WorkflowExecution), run => (run, Admit(run, update, request.FirstExecutionRunId)));
        await durable.ConfigureAwait(false);
        return await AnswerAsync(engine, run, entry, request.WaitPolicy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until an admitted update is as far as its caller wants.</summary>
    public static async Task<UpdateWorkflowExecutionResponse> AnswerAsync(
        WorkflowEngine engine, WorkflowRun run, UpdateEntry entry, WaitPolicy? policy, CancellationToken cancellationToken)
    {
        var stage = await ReachAsync(engine, run, entry, Wanted(policy), cancellationToken).ConfigureAwait(false);
        return new UpdateWorkflowExecutionResponse
        {
            UpdateRef = Reference(run, entry),
            Stage = stage,
            Outcome = stage == Stage.Completed ? entry.Outcome : null,
        };
    }

    public static async Task<PollWorkflowExecutionUpdateResponse> PollAsync(
        WorkflowEngine engine, PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken)
    {
        StartChecks.RequireId(request.UpdateRef?.UpdateId, "UpdateId");
        var id = request.UpdateRef!.UpdateId;
        var ((run, entry), _) = WorkflowEngine.Enter(
            () => engine.Find(request.Namespace, request.UpdateRef.WorkflowExecution),
            run => (run, run.Updates.Find(id) ?? throw Faults.NotFound($"update \"{id}\" not found")));
        var stage = request.WaitPolicy is null ? entry.Stage
            : await ReachAsync(engine, run, entry, request.WaitPolicy.LifecycleStage, cancellationToken).ConfigureAwait(false);
        return new PollWorkflowExecutionUpdateResponse
        {
            UpdateRef = Reference(run, entry),
            Stage = stage,
            Outcome = stage == Stage.Completed ? entry.Outcome : null,
        };
    }

    /// <summary>What is asked, with an id of its own.</summary>
    public static Request Check(UpdateWorkflowExecutionRequest request)
    {
        StartChecks.RequireId(request.Request?.Input?.Name, "UpdateName");
        StartChecks.RequirePayloads(request.Request!.Input.Args, "Args");
        if (request.Request.Meta?.UpdateId.Length > Limits.Id)
        {
            throw Faults.InvalidArgument($"UpdateId length exceeds limit: {request.Request.Meta.UpdateId.Length} characters of at most {Limits.Id}.");
        }

        if (request.WaitPolicy?.LifecycleStage == Stage.Admitted)
        {
            throw Faults.InvalidArgument("Workflow Update wait stage ADMITTED is not supported: wait for ACCEPTED or COMPLETED.");
        }

        if (request.Request.Meta is { UpdateId.Length: > 0 })
        {
            return request.Request;
        }

        var named = request.Request.Clone();
        (named.Meta ??= new Meta()).UpdateId = Guid.NewGuid().ToString();
        return named;
    }

    private static Stage Wanted(WaitPolicy? policy) =>
        policy is null or { LifecycleStage: Stage.Unspecified } ? Stage.Accepted : policy.LifecycleStage;

    /// <summary>Admits an update unless the run knows it. Call with the run's gate held.</summary>
    public static UpdateEntry Admit(WorkflowRun run, Request update, string firstRunId)
    {
        if (firstRunId.Length > 0 && run.Info.FirstRunId != firstRunId)
        {
            throw Faults.NotFound("Workflow execution not found");
        }

        if (run.Updates.Find(update.Meta.UpdateId) is { } existing)
        {
            return existing;
        }

        run.RequireOpen();
        run.RequireUnpaused("update");
        if (run.FirstTaskDue > 0)
        {
            throw Faults.NotReady("Workflow task is not scheduled yet.");
        }

        var entry = run.Updates.Admit(update);
        if (!run.WorkflowTask.IsPending)
        {
            run.Touch();
            run.WorkflowTask.Schedule();
        }

        return entry;
    }

    private static async Task<Stage> ReachAsync(
        WorkflowEngine engine, WorkflowRun run, UpdateEntry entry, Stage wanted, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, engine.Stopping);
        patience.CancelAfter(Limits.LongPoll);
        try
        {
            await (wanted == Stage.Completed ? entry.Completed : entry.Accepted).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return entry.Stage;
        }

        Task durable;
        lock (run.Gate)
        {
            durable = run.Durable;
        }

        await durable.ConfigureAwait(false);
        return entry.Stage;
    }

    private static UpdateRef Reference(WorkflowRun run, UpdateEntry entry) => new()
    {
        WorkflowExecution = new WorkflowExecution { WorkflowId = run.Info.WorkflowId, RunId = run.Info.RunId },
        UpdateId = entry.Id,
    };
}
