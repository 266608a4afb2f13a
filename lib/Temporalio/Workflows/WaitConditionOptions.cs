namespace Temporalio.Workflows;

/// <summary>What to wait for.</summary>
/// <param name="ConditionCheck">Whether the wait is over; free of side effects.</param>
/// <param name="Timeout">When to give up; null for never.</param>
/// <param name="TimeoutSummary">One line for people about the timer, shown in the user interface.</param>
/// <param name="CancellationToken">Ends the wait; null for the workflow's own token.</param>
public record WaitConditionOptions(
    Func<bool> ConditionCheck, TimeSpan? Timeout = null, string? TimeoutSummary = null, CancellationToken? CancellationToken = null);
