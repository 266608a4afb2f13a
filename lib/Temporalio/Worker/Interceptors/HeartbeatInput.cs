namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="ActivityOutboundInterceptor.Heartbeat"/>.</summary>
/// <param name="Details">What a later attempt may go on from.</param>
public record HeartbeatInput(object?[] Details);
