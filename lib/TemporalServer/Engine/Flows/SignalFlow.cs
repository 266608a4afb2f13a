using TemporalServer.Engine.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Signals, cancellation and termination from outside.</summary>
internal static class SignalFlow
{
    public static async Task<SignalWorkflowExecutionResponse> SignalAsync(WorkflowEngine engine, SignalWorkflowExecutionRequest request)
    {
        StartChecks.RequireId(request.SignalName, "SignalName");
        StartChecks.RequirePayloads(request.Input, "Input");
        return await WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), run =>
        {
            if (request.RequestId.Length == 0 || !run.SeenRequests.Contains(request.RequestId))
            {
                run.RequireOpen();
                Signals.RequireRoom(run);
                run.Touch();
                Signals.Append(run, request);
            }

            return new SignalWorkflowExecutionResponse();
        }).ConfigureAwait(false);
    }

    public static Task<RequestCancelWorkflowExecutionResponse> CancelAsync(WorkflowEngine engine, RequestCancelWorkflowExecutionRequest request) =>
        WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), run =>
        {
            RequireChain(run, request.FirstExecutionRunId);
            run.RequireOpen();
            if (!run.CancelRequested)
            {
                run.Touch();
                Signals.AppendCancel(run, request.Reason, request.Identity, request.RequestId);
            }

            return new RequestCancelWorkflowExecutionResponse();
        });

    public static Task<TerminateWorkflowExecutionResponse> TerminateAsync(WorkflowEngine engine, TerminateWorkflowExecutionRequest request) =>
        WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), run =>
        {
            RequireChain(run, request.FirstExecutionRunId);
            run.RequireOpen();
            run.Touch();
            Signals.Terminate(run, request.Reason, request.Details, request.Identity);
            return new TerminateWorkflowExecutionResponse();
        });

    /// <summary>The start that a signal-with-start holds.</summary>
    public static StartWorkflowExecutionRequest StartOf(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
        Links = { request.Links },
        Priority = request.Priority,
    };

    /// <summary>The signal that a signal-with-start holds.</summary>
    public static SignalWorkflowExecutionRequest SignalOf(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        SignalName = request.SignalName,
        Input = request.SignalInput,
        Identity = request.Identity,
        RequestId = request.RequestId,
        Header = request.Header,
        Links = { request.Links },
    };

    private static void RequireChain(WorkflowRun run, string firstRunId)
    {
        if (firstRunId.Length > 0 && run.Info.FirstRunId != firstRunId)
        {
            throw Faults.NotFound("Workflow execution not found");
        }
    }
}
