namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.FetchWorkflowHistoryEventPageAsync"/>.</summary>
public record FetchWorkflowHistoryEventPageInput(
    string Id,
    string? RunId,
    int? PageSize,
    byte[]? NextPageToken,
    bool WaitNewEvent,
    Api.Enums.V1.HistoryEventFilterType EventFilterType,
    bool SkipArchival,
    RpcOptions? Rpc);
