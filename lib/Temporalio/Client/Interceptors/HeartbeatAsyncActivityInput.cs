using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.HeartbeatAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Which activity it is.</param>
/// <param name="Options">How it is told.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter.</param>
public record HeartbeatAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityHeartbeatOptions? Options,
    DataConverter? DataConverterOverride = null);
