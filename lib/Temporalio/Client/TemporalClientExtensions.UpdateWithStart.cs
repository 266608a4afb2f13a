using System.Linq.Expressions;

namespace Temporalio.Client;

/// <content>Updating a workflow that is started unless it runs, and waiting for the update's end.</content>
public static partial class TemporalClientExtensions
{
    /// <summary>Starts a workflow unless it runs, updates it in the same call, and waits until the update is done.</summary>
    /// <exception cref="ArgumentException">An option is missing, or not allowed here.</exception>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken, and its policies forbid both.</exception>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">The update was rejected, or failed.</exception>
    public static async Task ExecuteUpdateWithStartWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, Completed(options));
        await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Starts a workflow unless it runs, updates it in the same call, and waits for the update's result.</summary>
    /// <inheritdoc cref="ExecuteUpdateWithStartWorkflowAsync{TWorkflow}(ITemporalClient, Expression{Func{TWorkflow, Task}}, WorkflowUpdateWithStartOptions)"/>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, Completed(options));
        return await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Starts a workflow unless it runs, updates it by name, and waits until the update is done.</summary>
    /// <inheritdoc cref="ExecuteUpdateWithStartWorkflowAsync{TWorkflow}(ITemporalClient, Expression{Func{TWorkflow, Task}}, WorkflowUpdateWithStartOptions)"/>
    public static async Task ExecuteUpdateWithStartWorkflowAsync(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(update, args, Completed(options));
        await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Starts a workflow unless it runs, updates it by name, and waits for the update's result.</summary>
    /// <inheritdoc cref="ExecuteUpdateWithStartWorkflowAsync{TWorkflow}(ITemporalClient, Expression{Func{TWorkflow, Task}}, WorkflowUpdateWithStartOptions)"/>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync<TUpdateResult>(update, args, Completed(options));
        return await handle.GetResultAsync(options.Rpc);
    }

    private static WorkflowStartUpdateWithStartOptions Completed(WorkflowUpdateWithStartOptions options) => new()
    {
        Id = options.Id,
        Rpc = options.Rpc,
        StartWorkflowOperation = options.StartWorkflowOperation,
        WaitForStage = WorkflowUpdateStage.Completed,
    };
}
