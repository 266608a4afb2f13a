using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>Other workflows: children, external ones, and this one again.</content>
public static partial class Workflow
{
    /// <summary>Starts a child workflow and waits for its result.</summary>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync();
    }

    /// <summary>Starts a child workflow and waits for its end.</summary>
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync();
    }

    /// <summary>Starts a child workflow by name and waits for its end.</summary>
    public static async Task ExecuteChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync();
    }

    /// <summary>Starts a child workflow by name and waits for its result.</summary>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>();
    }

    /// <summary>Starts a child workflow; done when it has started.</summary>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return Context.StartChildWorkflowAsync<TWorkflow, TResult>(CallNames.Workflow(method), args, options ?? new());
    }

    /// <summary>Starts a child workflow; done when it has started.</summary>
    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return await Context.StartChildWorkflowAsync<TWorkflow, NoResult>(CallNames.Workflow(method), args, options ?? new());
    }

    /// <summary>Starts a child workflow by name; done when it has started.</summary>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await Context.StartChildWorkflowAsync<NoResult, NoResult>(workflow, args, options ?? new());

    /// <summary>A handle of any workflow of the namespace.</summary>
    /// <param name="id">Its workflow id.</param>
    /// <param name="runId">Its run; null for the latest.</param>
    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) => new(Context, id, runId);

    /// <inheritdoc cref="GetExternalWorkflowHandle(string, string?)"/>
    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        new(Context, id, runId);

    /// <summary>Ends this run and begins the next; throw it.</summary>
    /// <param name="workflowRunCall">A call of the run method with the arguments of the next run.</param>
    /// <param name="options">How the next run differs.</param>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAsNew(workflowRunCall, options);

    /// <inheritdoc cref="CreateContinueAsNewException{TWorkflow}(Expression{Func{TWorkflow, Task}}, ContinueAsNewOptions?)"/>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAsNew(workflowRunCall, options);

    private static ContinueAsNewException ContinueAsNew(LambdaExpression call, ContinueAsNewOptions? options)
    {
        var (method, args) = ExpressionCalls.Extract(call);
        return Context.CreateContinueAsNewException(CallNames.Workflow(method), args, options);
    }
}
