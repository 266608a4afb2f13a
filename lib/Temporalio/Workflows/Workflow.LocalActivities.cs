using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>A local activity, by expression or by name.</content>
public static partial class Workflow
{
    /// <summary>Runs a local activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteLocalActivityAsync(
        Expression<Action> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteLocalActivityAsync(
        Expression<Func<Task>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its result.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<TResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its end.</summary>
    /// <param name="activityCall">A call of one activity method; its arguments are evaluated here.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options) =>
        CallLocalActivityAsync<NoResult>(activityCall, options);

    /// <summary>Runs a local activity and waits for its end.</summary>
    /// <param name="activity">The activity's name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is run.</param>
    public static Task ExecuteLocalActivityAsync(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.ExecuteLocalActivityAsync<NoResult>(activity, args, options);

    /// <summary>Runs a local activity and waits for its result.</summary>
    /// <param name="activity">The activity's name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is run.</param>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Context.ExecuteLocalActivityAsync<TResult>(activity, args, options);

    private static Task<TResult> CallLocalActivityAsync<TResult>(LambdaExpression call, LocalActivityOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(call);
        return Context.ExecuteLocalActivityAsync<TResult>(CallNames.Activity(method), args, options);
    }
}
