using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.StartChildWorkflowAsync{TWorkflow, TResult}"/>.</summary>
/// <param name="Workflow">The child's type.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is started.</param>
/// <param name="Headers">Its headers; the codec encodes them on their way.</param>
public record StartChildWorkflowInput(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    ChildWorkflowOptions Options,
    IDictionary<string, Payload>? Headers);
