using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>An activity, by expression or by name.</content>
public static partial class Workflow
{
    /// <summary>Runs an activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        CallActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteActivityAsync(
        Expression<Action> activityCall, ActivityOptions options) =>
        CallActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        CallActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        CallActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        CallActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteActivityAsync(
        Expression<Func<Task>> activityCall, ActivityOptions options) =>
        CallActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        CallActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        CallActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs an activity and waits for its end.</summary>
    /// <param name="activity">The activity's name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteActivityAsync(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.ExecuteActivityAsync<NoResult>(activity, args, options);

    /// <summary>Runs an activity and waits for its result.</summary>
    /// <param name="activity">The activity's name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.ExecuteActivityAsync<TResult>(activity, args, options);

    private static Task<TResult> CallActivityAsync<TResult>(LambdaExpression call, ActivityOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(call);
        return Context.ExecuteActivityAsync<TResult>(CallNames.Activity(method), args, options);
    }
}
