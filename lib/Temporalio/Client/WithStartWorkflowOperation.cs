using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>The start of a workflow that goes together with an update of it, in one call. Serves one call.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private protected WithStartWorkflowOperation(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    /// <summary>The workflow's type.</summary>
    public string Workflow { get; set; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyCollection<object?> Args { get; set; }

    /// <summary>
    /// How it is started. <c>Id</c>, <c>TaskQueue</c> and <c>IdConflictPolicy</c> are required; a start signal, an eager
    /// start and options of the call are refused.
    /// </summary>
    public WorkflowOptions Options { get; set; }

    /// <summary>Its headers; the codec encodes them on their way. Interceptors may add to them.</summary>
#pragma warning disable CA2227 // The official surface
    public IDictionary<string, Payload>? Headers { get; set; }
#pragma warning restore CA2227

    /// <summary>The start of a workflow by a call of its run method.</summary>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return new(
            CallNames.Workflow(method), args, options,
            new((client, id, runId, first) => new(client, id, ResultRunId: runId, FirstExecutionRunId: first)));
    }

    /// <summary>The start of a workflow without a result by a call of its run method.</summary>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return new(
            CallNames.Workflow(method), args, options,
            new((client, id, runId, first) => new(client, id, ResultRunId: runId, FirstExecutionRunId: first)));
    }

    /// <summary>The start of a workflow by the name of its type.</summary>
    public static WithStartWorkflowOperation<WorkflowHandle> Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) => new(
            workflow, args, options,
            new((client, id, runId, first) => new(client, id, ResultRunId: runId, FirstExecutionRunId: first)));

    /// <summary>A copy that completes the same handle.</summary>
    public abstract object Clone();

    /// <summary>False if the operation, or a copy of it, has served a call.</summary>
    internal abstract bool TryMarkUsed();

    /// <summary>Completes the handle; only the first time counts.</summary>
    /// <param name="client">The handle's client.</param>
    /// <param name="runId">The run that was started or found.</param>
    /// <param name="firstExecutionRunId">Run the chain began with; null if the server does not say.</param>
    internal abstract void SetResult(ITemporalClient client, string runId, string? firstExecutionRunId);

    internal abstract void SetException(Exception exception);
}
