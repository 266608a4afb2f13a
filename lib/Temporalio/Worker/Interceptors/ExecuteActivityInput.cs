using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="ActivityInboundInterceptor.ExecuteActivityAsync"/>.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Args">What it is called with.</param>
/// <param name="Headers">Its headers, decoded.</param>
public record ExecuteActivityInput(
    ActivityDefinition Activity,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
