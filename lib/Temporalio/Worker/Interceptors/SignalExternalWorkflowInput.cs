using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.SignalExternalWorkflowAsync"/>.</summary>
/// <param name="Id">The other workflow's id.</param>
/// <param name="RunId">Its run; null for the latest.</param>
/// <param name="Signal">The signal's name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is sent.</param>
/// <param name="Headers">Its headers; the codec encodes them on their way.</param>
public record SignalExternalWorkflowInput(
    string Id,
    string? RunId,
    string Signal,
    IReadOnlyCollection<object?> Args,
    ExternalWorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
