using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.ScheduleLocalActivityAsync{TResult}"/>.</summary>
/// <param name="Activity">The activity's name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is run.</param>
/// <param name="Headers">Its headers.</param>
public record ScheduleLocalActivityInput(
    string Activity,
    IReadOnlyCollection<object?> Args,
    LocalActivityOptions Options,
    IDictionary<string, Payload>? Headers);
