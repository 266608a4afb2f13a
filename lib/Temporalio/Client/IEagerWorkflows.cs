namespace Temporalio.Client;

/// <summary>A worker that may take the first task of a workflow together with the answer to its start.</summary>
internal interface IEagerWorkflows
{
    /// <summary>A slot kept free; null if none is.</summary>
    EagerWorkflowSlot? TryReserve();
}
