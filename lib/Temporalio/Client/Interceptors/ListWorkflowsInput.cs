namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ListWorkflowsAsync"/>.</summary>
public record ListWorkflowsInput(
    string Query,
    WorkflowListOptions? Options);
