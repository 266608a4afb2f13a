using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ReportCancellationAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Which activity it is.</param>
/// <param name="Options">How it is told.</param>
/// <param name="DataConverterOverride">Converts in place of the client's converter.</param>
public record ReportCancellationAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityReportCancellationOptions? Options,
    DataConverter? DataConverterOverride = null);
