using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>
/// Input of <see cref="WorkflowInboundInterceptor.ValidateUpdate"/> and
/// <see cref="WorkflowInboundInterceptor.HandleUpdateAsync"/>.
/// </summary>
/// <param name="Id">The update's id.</param>
/// <param name="Update">Its name.</param>
/// <param name="Definition">Its handler.</param>
/// <param name="Args">What the handler is called with.</param>
/// <param name="Headers">The update's headers, decoded.</param>
public record HandleUpdateInput(
    string Id,
    string Update,
    WorkflowUpdateDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
