namespace Temporalio.Workflows;

/// <summary>How long to wait, and how it is shown.</summary>
/// <param name="Delay">How long; at least zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
/// <param name="Summary">One line for people, shown in the user interface.</param>
/// <param name="CancellationToken">Ends the wait; null for the workflow's own token.</param>
public record DelayOptions(TimeSpan Delay, string? Summary = null, CancellationToken? CancellationToken = null)
{
    /// <param name="millisecondsDelay">How long, in milliseconds; -1 for ever.</param>
    /// <param name="summary">One line for people, shown in the user interface.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }
}
