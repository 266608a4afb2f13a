using System.Linq.Expressions;

namespace Temporalio.Client;

/// <summary>Starting a workflow and waiting for its result in one call.</summary>
public static partial class TemporalClientExtensions
{
    /// <summary>Starts a workflow and waits for its result.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow ended without a result.</exception>
    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow and waits for its end.</summary>
    /// <inheritdoc cref="ExecuteWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow by the name of its type and waits for its result.</summary>
    /// <inheritdoc cref="ExecuteWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow by the name of its type and waits for its end.</summary>
    /// <inheritdoc cref="ExecuteWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }
}
