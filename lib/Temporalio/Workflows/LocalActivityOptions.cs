using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is run within the workflow's worker. A timeout to close is needed.</summary>
public class LocalActivityOptions : ICloneable
{
    /// <summary>Its id; null for a generated one. Best left alone.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Cancels it; null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>What cancelling means.</summary>
    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.WaitCancellationCompleted;

    /// <summary>Backoff from which on the retry waits by a timer of the workflow. Default is one minute.</summary>
    public TimeSpan? LocalRetryThreshold { get; set; }

    /// <summary>How it is retried; null for the server's default.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Longest time over all attempts.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Longest time until it begins.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>One line for people, shown in the user interface.</summary>
    public string? Summary { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
