using Temporalio.Api.Update.V1;

namespace Temporalio.Client;

/// <summary>An update that was started.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Id">Id of the update.</param>
/// <param name="WorkflowId">Id of the workflow.</param>
/// <param name="WorkflowRunId">Run of the workflow; null for the latest.</param>
public record WorkflowUpdateHandle(
    ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    internal Outcome? KnownOutcome { get; init; }

    /// <summary>Waits until the update is done.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected, or failed.</exception>
    /// <exception cref="Exceptions.WorkflowUpdateRpcTimeoutOrCanceledException">Waiting took too long.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>Waits for the update's result.</summary>
    /// <inheritdoc cref="GetResultAsync(RpcOptions?)"/>
    public Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null) =>
        new WorkflowUpdates(Client).GetResultAsync<TResult>(this, rpcOptions);
}
