using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.HandleQuery"/>.</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Query">Its name; the worker's own queries begin with two underscores.</param>
/// <param name="Definition">What answers it.</param>
/// <param name="Args">What the handler is called with.</param>
/// <param name="Headers">The query's headers, decoded.</param>
public record HandleQueryInput(
    string Id,
    string Query,
    WorkflowQueryDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
