using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Cancels it; null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>What cancelling means.</summary>
    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Cron expression by which it repeats; schedules are the better way.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Longest time over all runs.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Its workflow id; null for one derived from the parent's random numbers.</summary>
    public string? Id { get; set; }

    /// <summary>Whether an id may be used again.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Memo of the child.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>What becomes of it when the parent ends.</summary>
    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>How urgent it is.</summary>
    public Priority? Priority { get; set; }

    /// <summary>How it is retried; null for the server's default.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Longest time of one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Text for people, shown in the user interface.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>One line for people, shown in the user interface.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Where it runs; null for the parent's own task queue.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Longest time of one workflow task.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Search attributes of the child.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
