using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.HandleSignalAsync"/>.</summary>
/// <param name="Signal">The signal's name.</param>
/// <param name="Definition">Its handler.</param>
/// <param name="Args">What the handler is called with.</param>
/// <param name="Headers">The signal's headers, decoded.</param>
public record HandleSignalInput(
    string Signal,
    WorkflowSignalDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
