using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.FailAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Which activity it is.</param>
/// <param name="Exception">Why it failed.</param>
/// <param name="Options">How it is told.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter.</param>
public record FailAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    Exception Exception,
    AsyncActivityFailOptions? Options,
    DataConverter? DataConverterOverride = null);
