using System.Linq.Expressions;

namespace Temporalio.Client;

/// <summary>A workflow of a known class as its clients hold it.</summary>
/// <inheritdoc cref="WorkflowHandle"/>
public record WorkflowHandle<TWorkflow>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
    : WorkflowHandle(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Signals the workflow.</summary>
    public Task SignalAsync(
        Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);

    /// <summary>Queries the workflow.</summary>
    /// <inheritdoc cref="WorkflowHandle.QueryAsync{TWorkflow, TQueryResult}"/>
    public Task<TQueryResult> QueryAsync<TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null) =>
        QueryAsync<TWorkflow, TQueryResult>(queryCall, options);

    /// <summary>Starts an update without a result, and waits for a stage of it.</summary>
    public Task<WorkflowUpdateHandle> StartUpdateAsync(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Starts an update, and waits for a stage of it.</summary>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

    /// <summary>Updates the workflow and waits until that is done.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected, or failed.</exception>
    public Task ExecuteUpdateAsync(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Updates the workflow and waits for the update's result.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected, or failed.</exception>
    public Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);
}
