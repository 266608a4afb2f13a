using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A child workflow that has started.</summary>
public abstract class ChildWorkflowHandle
{
    /// <summary>For the worker, and for interceptors that wrap a handle.</summary>
    protected ChildWorkflowHandle()
    {
    }

    /// <summary>Its workflow id.</summary>
    public abstract string Id { get; }

    /// <summary>Its first run.</summary>
    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits for its end.</summary>
    public Task GetResultAsync() => GetResultAsync<NoResult>();

    /// <summary>Waits for its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">It did not complete.</exception>
    public abstract Task<TResult> GetResultAsync<TResult>();

    /// <summary>Signals it; done when the server has taken the signal.</summary>
    public abstract Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}

/// <summary>A child workflow of a known type.</summary>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    /// <summary>For the worker, and for interceptors that wrap a handle.</summary>
    protected ChildWorkflowHandle()
    {
    }

    /// <summary>Signals it; done when the server has taken the signal.</summary>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">How it is signalled.</param>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var (method, args) = ExpressionCalls.Extract(signalCall);
        return SignalAsync(CallNames.Signal(method), args, options);
    }
}

/// <summary>A child workflow of a known type with a known result.</summary>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    /// <summary>For the worker, and for interceptors that wrap a handle.</summary>
    protected ChildWorkflowHandle()
    {
    }

    /// <summary>Waits for its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">It did not complete.</exception>
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
