namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.UnpauseScheduleAsync"/>.</summary>
public record UnpauseScheduleInput(
    string Id,
    string? Note,
    RpcOptions? RpcOptions);
