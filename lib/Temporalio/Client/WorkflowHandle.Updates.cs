using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Client;

/// <content>Updates.</content>
public partial record WorkflowHandle
{
    /// <summary>Starts an update without a result, and waits for a stage of it.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateRpcTimeoutOrCanceledException">Waiting took too long.</exception>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(updateCall);
        return await StartUpdateAsync<ValueTuple>(CallNames.Update(method), args, options);
    }

    /// <summary>Starts an update, and waits for a stage of it.</summary>
    /// <inheritdoc cref="StartUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateStartOptions)"/>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(updateCall);
        return StartUpdateAsync<TUpdateResult>(CallNames.Update(method), args, options);
    }

    /// <summary>Starts an update without a result, and waits for a stage of it.</summary>
    /// <inheritdoc cref="StartUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateStartOptions)"/>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Starts an update, and waits for a stage of it.</summary>
    /// <inheritdoc cref="StartUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateStartOptions)"/>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TUpdateResult>(
            new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    /// <summary>Updates the workflow and waits until that is done.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected, or failed.</exception>
    public async Task ExecuteUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, Completed(options));
        await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Updates the workflow and waits for the update's result.</summary>
    /// <inheritdoc cref="ExecuteUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateOptions?)"/>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, Completed(options));
        return await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Updates the workflow and waits until that is done.</summary>
    /// <inheritdoc cref="ExecuteUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateOptions?)"/>
    public async Task ExecuteUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(update, args, Completed(options));
        await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Updates the workflow and waits for the update's result.</summary>
    /// <inheritdoc cref="ExecuteUpdateAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowUpdateOptions?)"/>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TUpdateResult>(update, args, Completed(options));
        return await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>A handle of an update that was started; nothing is called.</summary>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    /// <summary>A handle of an update that was started; nothing is called.</summary>
    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);

    private protected static WorkflowUpdateStartOptions Completed(WorkflowUpdateOptions? options) => new()
    {
        Id = options?.Id,
        Rpc = options?.Rpc,
        WaitForStage = WorkflowUpdateStage.Completed,
    };
}
