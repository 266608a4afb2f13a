namespace Temporalio.Client;

/// <summary>An update with a result that was started.</summary>
/// <inheritdoc cref="WorkflowUpdateHandle"/>
public record WorkflowUpdateHandle<TResult>(
    ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    /// <summary>Waits for the update's result.</summary>
    /// <inheritdoc cref="WorkflowUpdateHandle.GetResultAsync(RpcOptions?)"/>
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
