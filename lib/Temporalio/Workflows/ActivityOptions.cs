using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is run. <see cref="StartToCloseTimeout"/> or <see cref="ScheduleToCloseTimeout"/> is needed.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Its id; null for a generated one. Best left alone.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Cancels it; null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>What cancelling means.</summary>
    public ActivityCancellationType CancellationType { get; set; }

    /// <summary>Whether the activity never starts together with the answer to a workflow task.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Longest time between heartbeats.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>How urgent it is.</summary>
    public Priority? Priority { get; set; }

    /// <summary>How it is retried; null for the server's default.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Longest time over all attempts.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Longest time until a worker takes it.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>One line for people, shown in the user interface.</summary>
    public string? Summary { get; set; }

    /// <summary>Where it runs; null for the workflow's own task queue.</summary>
    public string? TaskQueue { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
