namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CountWorkflowsAsync"/>.</summary>
public record CountWorkflowsInput(
    string Query,
    WorkflowCountOptions? Options);
