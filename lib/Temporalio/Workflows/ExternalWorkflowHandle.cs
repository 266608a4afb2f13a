using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Another workflow, known by its id.</summary>
public class ExternalWorkflowHandle
{
    private readonly IWorkflowContext context;

    internal ExternalWorkflowHandle(IWorkflowContext context, string id, string? runId)
    {
        this.context = context;
        Id = id;
        RunId = runId;
    }

    /// <summary>Its workflow id.</summary>
    public string Id { get; }

    /// <summary>Its run; null for the latest.</summary>
    public string? RunId { get; }

    /// <summary>Signals it; done when the server has taken the signal.</summary>
    public Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        context.SignalExternalAsync(Id, RunId, signal, args, options);

    /// <summary>Asks it to cancel; done when the server has taken the request.</summary>
    public Task CancelAsync() => context.CancelExternalAsync(Id, RunId);
}

/// <summary>Another workflow of a known type.</summary>
public class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    internal ExternalWorkflowHandle(IWorkflowContext context, string id, string? runId)
        : base(context, id, runId)
    {
    }

    /// <summary>Signals it; done when the server has taken the signal.</summary>
    /// <param name="signalCall">A call of the signal's method.</param>
    /// <param name="options">How it is signalled.</param>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var (method, args) = ExpressionCalls.Extract(signalCall);
        return SignalAsync(CallNames.Signal(method), args, options);
    }
}
