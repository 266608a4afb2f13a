using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Options of starting a workflow. <see cref="Id"/> and <see cref="TaskQueue"/> are required.</summary>
public class WorkflowOptions : ICloneable
{
    /// <summary>Options without an id and a task queue.</summary>
    public WorkflowOptions()
    {
    }

    /// <param name="id">Id of the workflow, of the caller's choice.</param>
    /// <param name="taskQueue">Task queue its workers poll.</param>
    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    /// <summary>Id of the workflow, of the caller's choice.</summary>
    public string? Id { get; set; }

    /// <summary>Task queue its workers poll.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Text for user interfaces.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Time for the workflow with its retries and continuations; null for no bound.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Time for one run; null for no bound.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Time for one workflow task; null for the server's default of ten seconds.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>What to do when a closed workflow had this id.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>What to do when a running workflow has this id. Default is to fail.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    /// <summary>How the workflow is retried; null for not at all.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Cron expression by which the workflow is repeated.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Values shown with the workflow, not indexed.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Values the workflow is found by.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Delay before the first workflow task.</summary>
    public TimeSpan? StartDelay { get; set; }

    /// <summary>Signal to send with the start, also when the workflow runs already.</summary>
    public string? StartSignal { get; set; }

    /// <summary>Arguments of <see cref="StartSignal"/>.</summary>
    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>Whether a worker of this client may get the first task with the answer.</summary>
    public bool RequestEagerStart { get; set; }

    /// <summary>How urgent the workflow's tasks are.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Summary and details as a schedule's description has them, still encoded.</summary>
    internal Api.Sdk.V1.UserMetadata? EncodedUserMetadata { get; init; }

    /// <summary>Sends a signal with the start.</summary>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = ExpressionCalls.Extract(signalCall);
        SignalWithStart(CallNames.Signal(method), args);
    }

    /// <summary>Sends a signal with the start.</summary>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
