using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Refuses a start that cannot work, and completes what it leaves open.</summary>
internal static class StartChecks
{
    public static StartWorkflowExecutionRequest Complete(WorkflowEngine engine, StartWorkflowExecutionRequest request)
    {
        engine.Namespaces.RequireRegistered(request.Namespace);
        return CompleteChild(engine, request);
    }

    /// <summary>As <see cref="Complete"/>, for a workflow that runs already: it may start children in a deprecated namespace.</summary>
    public static StartWorkflowExecutionRequest CompleteChild(WorkflowEngine engine, StartWorkflowExecutionRequest request)
    {
        engine.Namespaces.Get(request.Namespace);
        RequireId(request.WorkflowId, "WorkflowId");
        RequireId(request.WorkflowType?.Name, "WorkflowType");
        RequireId(request.TaskQueue?.Name, "TaskQueue");
        if (request.RequestId.Length > Limits.Id)
        {
            throw Faults.InvalidArgument($"RequestId length exceeds limit: {request.RequestId.Length} characters of at most {Limits.Id}.");
        }

        if (request is { WorkflowIdConflictPolicy: WorkflowIdConflictPolicy.TerminateExisting, WorkflowIdReusePolicy: WorkflowIdReusePolicy.RejectDuplicate })
        {
            throw Faults.InvalidArgument("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE cannot be used together with WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
        }

        RequirePayloads(request.Input, "Input");
        RequireMemo(request.Memo);
        RequirePolicy(request.RetryPolicy);
        var complete = request.Clone();
        complete.SearchAttributes = engine.SearchAttributes.Complete(request.Namespace, request.SearchAttributes);
        complete.RetryPolicy = request.RetryPolicy is null ? null : Runs.ActivityDefaults.Fill(request.RetryPolicy);
        CompleteTimes(request, complete);
        return complete;
    }

    private static void CompleteTimes(StartWorkflowExecutionRequest request, StartWorkflowExecutionRequest complete)
    {
        var execution = request.WorkflowExecutionTimeout.Ticks();
        var run = request.WorkflowRunTimeout.Ticks();
        var task = request.WorkflowTaskTimeout.Ticks();
        if (execution < 0 || run < 0 || task < 0 || request.WorkflowStartDelay.Ticks() < 0)
        {
            throw Faults.InvalidArgument("A workflow's timeouts and start delay must not be negative.");
        }

        complete.WorkflowRunTimeout = ProtoTime.ToDuration(run == 0 ? execution : execution == 0 ? run : Math.Min(run, execution));
        complete.WorkflowTaskTimeout = ProtoTime.ToDuration(
            task == 0 ? Limits.DefaultTask.Ticks : Math.Min(task, Limits.LongestTask.Ticks));
        if (request.CronSchedule.Length > 0)
        {
            _ = CronSchedule.Parse(request.CronSchedule);
            if (request.WorkflowStartDelay.Ticks() > 0)
            {
                throw Faults.InvalidArgument("CronSchedule and WorkflowStartDelay may not be used together.");
            }
        }
    }

    public static void RequireId(string? value, string what)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw Faults.InvalidArgument($"{what} is not set on request.");
        }

        if (value.Length > Limits.Id)
        {
            throw Faults.InvalidArgument($"{what} length exceeds limit: {value.Length} characters of at most {Limits.Id}.");
        }
    }

    public static void RequirePayloads(Payloads? payloads, string what) => RequireSize(payloads, what);

    private static void RequireMemo(Memo? memo) => RequireSize(memo, "Memo");

    private static void RequireSize(IMessage? message, string what)
    {
        if (message?.CalculateSize() is { } size and > Limits.Blob)
        {
            throw Faults.InvalidArgument($"Blob data size exceeds limit. {what} has {size} bytes of at most {Limits.Blob}; pass a reference instead.");
        }
    }

    public static void RequirePolicy(RetryPolicy? policy)
    {
        if (policy is null)
        {
            return;
        }

        if (policy.InitialInterval.Ticks() < 0 || policy.MaximumInterval.Ticks() < 0 || policy.MaximumAttempts < 0)
        {
            throw Faults.InvalidArgument("A retry policy's intervals and attempts must not be negative.");
        }

        if (policy.BackoffCoefficient is not 0 and < 1)
        {
            throw Faults.InvalidArgument("BackoffCoefficient cannot be less than 1 on retry policy.");
        }

        if (policy.MaximumInterval.Ticks() > 0 && policy.MaximumInterval.Ticks() < policy.InitialInterval.Ticks())
        {
            throw Faults.InvalidArgument("MaximumInterval cannot be less than InitialInterval on retry policy.");
        }
    }
}
