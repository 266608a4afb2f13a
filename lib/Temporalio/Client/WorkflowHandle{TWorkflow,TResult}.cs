namespace Temporalio.Client;

/// <summary>A workflow of a known class and result as its clients hold it.</summary>
/// <inheritdoc cref="WorkflowHandle"/>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
    : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Waits for the workflow's result.</summary>
    /// <inheritdoc cref="WorkflowHandle.GetResultAsync(bool, RpcOptions?)"/>
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<TResult>(followRuns, rpcOptions);
}
