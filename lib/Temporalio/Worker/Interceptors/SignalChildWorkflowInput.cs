using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.SignalChildWorkflowAsync"/>.</summary>
/// <param name="Id">The child's workflow id.</param>
/// <param name="Signal">The signal's name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is sent.</param>
/// <param name="Headers">Its headers; the codec encodes them on their way.</param>
public record SignalChildWorkflowInput(
    string Id,
    string Signal,
    IReadOnlyCollection<object?> Args,
    ChildWorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
