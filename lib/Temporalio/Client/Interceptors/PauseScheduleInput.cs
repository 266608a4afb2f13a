namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.PauseScheduleAsync"/>.</summary>
public record PauseScheduleInput(
    string Id,
    string? Note,
    RpcOptions? RpcOptions);
