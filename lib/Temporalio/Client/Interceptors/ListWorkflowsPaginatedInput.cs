namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ListWorkflowsPaginatedAsync"/>.</summary>
/// <param name="Query">Temporal's visibility query.</param>
/// <param name="NextPageToken">Of the page before; null for the first.</param>
/// <param name="Options">How they are listed.</param>
public record ListWorkflowsPaginatedInput(
    string Query,
    byte[]? NextPageToken,
    WorkflowListPaginatedOptions? Options);
