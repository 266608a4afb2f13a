namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CancelWorkflowAsync"/>.</summary>
public record CancelWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    WorkflowCancelOptions? Options);
