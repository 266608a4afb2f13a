using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>A slot of a worker, kept free for a workflow that is being started.</summary>
/// <param name="Run">Handles the workflow's first task in it.</param>
/// <param name="Release">Gives it back, when there is no such task.</param>
internal sealed record EagerWorkflowSlot(Action<PollWorkflowTaskQueueResponse> Run, Action Release);
