namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.DescribeWorkflowAsync"/>.</summary>
public record DescribeWorkflowInput(
    string Id,
    string? RunId,
    WorkflowDescribeOptions? Options);
