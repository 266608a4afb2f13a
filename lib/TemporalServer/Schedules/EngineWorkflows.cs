using TemporalServer.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Schedules;

/// <summary>The workflows of this server.</summary>
internal sealed class EngineWorkflows(WorkflowEngine engine) : IScheduledWorkflows
{
    private const string Identity = "temporal-scheduler";

    /// <inheritdoc/>
    public void RequireNamespace(string name) => engine.Namespaces.Get(name);

    /// <inheritdoc/>
    public SearchAttributes Complete(string @namespace, SearchAttributes? attributes) =>
        engine.SearchAttributes.Complete(@namespace, attributes) ?? new SearchAttributes();

    /// <inheritdoc/>
    public async Task<string> StartAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken) =>
        (await engine.StartAsync(request, cancellationToken).ConfigureAwait(false)).RunId;

    /// <inheritdoc/>
    public Task CancelAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken) => engine.CancelAsync(
        new RequestCancelWorkflowExecutionRequest
        {
            Namespace = @namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = execution.WorkflowId },
            FirstExecutionRunId = execution.RunId,
            Identity = Identity,
            Reason = reason,
            RequestId = Guid.NewGuid().ToString(),
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task TerminateAsync(string @namespace, WorkflowExecution execution, string reason, CancellationToken cancellationToken) => engine.TerminateAsync(
        new TerminateWorkflowExecutionRequest
        {
            Namespace = @namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = execution.WorkflowId },
            FirstExecutionRunId = execution.RunId,
            Identity = Identity,
            Reason = reason,
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<HistoryEvent> WaitForCloseAsync(string @namespace, WorkflowExecution execution, CancellationToken cancellationToken) =>
        engine.WaitForCloseAsync(@namespace, execution.WorkflowId, execution.RunId, cancellationToken);
}
