using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.StartUpdateWithStartWorkflowAsync{TUpdateResult}"/>.</summary>
/// <param name="Update">The update's name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is started, and the workflow with it.</param>
/// <param name="Headers">The update's headers; those of the workflow are in the start operation.</param>
public record StartUpdateWithStartWorkflowInput(
    string Update,
    IReadOnlyCollection<object?> Args,
    WorkflowStartUpdateWithStartOptions Options,
    IDictionary<string, Payload>? Headers);
