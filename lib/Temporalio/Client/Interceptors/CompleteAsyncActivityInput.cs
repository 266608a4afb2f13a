using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CompleteAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Which activity it is.</param>
/// <param name="Result">The activity's result.</param>
/// <param name="Options">How it is told.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter.</param>
public record CompleteAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    object? Result,
    AsyncActivityCompleteOptions? Options,
    DataConverter? DataConverterOverride = null);
