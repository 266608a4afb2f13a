namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.CancelExternalWorkflowAsync"/>.</summary>
/// <param name="Id">The other workflow's id.</param>
/// <param name="RunId">Its run; null for the latest.</param>
public record CancelExternalWorkflowInput(
    string Id,
    string? RunId);
