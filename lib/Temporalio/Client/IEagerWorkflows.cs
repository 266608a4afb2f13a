using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>A worker that may take the first task of a workflow together with the answer to its start.</summary>
internal interface IEagerWorkflows
{
    /// <summary>Keeps a slot free; either <see cref="Run"/> or <see cref="Release"/> follows.</summary>
    bool TryReserve();

    /// <summary>Handles a task in a reserved slot.</summary>
    void Run(PollWorkflowTaskQueueResponse task);

    /// <summary>Gives a reserved slot back.</summary>
    void Release();
}
