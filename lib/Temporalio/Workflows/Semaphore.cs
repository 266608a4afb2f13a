namespace Temporalio.Workflows;

/// <summary>
/// A semaphore for workflow code: the same waits end in the same order on replay. Waiters get their turns in the order
/// they came, but a wait that finds a free permit takes it at once.
/// </summary>
public class Semaphore
{
    private readonly LinkedList<Semaphore> waiters = new();

    /// <param name="initialCount">Permits, all of them free at first.</param>
    /// <exception cref="InvalidOperationException">No workflow is running here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Semaphore(int initialCount)
    {
        if (!Workflow.InWorkflow)
        {
            throw new InvalidOperationException("Not in a workflow: this may only be used by workflow code.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(initialCount);
        Max = initialCount;
        CurrentCount = initialCount;
    }

    /// <summary>Permits there are.</summary>
    public int Max { get; init; }

    /// <summary>Permits that are free.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Waits for a permit; give it back with <see cref="Release"/>.</summary>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WaitAsync(CancellationToken? cancellationToken = null) => TakeAsync(null, cancellationToken);

    /// <summary>Waits for a permit for some time; give it back with <see cref="Release"/>.</summary>
    /// <param name="millisecondsTimeout">How long, in milliseconds; zero to try only, -1 for ever.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    /// <returns>Whether there was a permit in time.</returns>
    /// <exception cref="ArgumentException">The timeout is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        TakeAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <summary>Waits for a permit for some time; give it back with <see cref="Release"/>.</summary>
    /// <param name="timeout">How long; zero to try only, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait; null for the workflow's own token.</param>
    /// <returns>Whether there was a permit in time.</returns>
    /// <exception cref="ArgumentException">The timeout is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        TakeAsync(timeout, cancellationToken);

    /// <summary>Gives a permit back.</summary>
    /// <exception cref="InvalidOperationException">All permits are free already.</exception>
    public void Release()
    {
        if (CurrentCount >= Max)
        {
            throw new InvalidOperationException($"All {Max} permits are free already: each wait that succeeded allows one release.");
        }

        CurrentCount++;
    }

    private Task<bool> TakeAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"A timeout of {timeout} is negative. Use zero or more, or Timeout.InfiniteTimeSpan.", nameof(timeout));
        }

        if (TryTake())
        {
            return Task.FromResult(true);
        }

        return timeout == TimeSpan.Zero && cancellationToken is null
            ? Task.FromResult(false)
            : WaitInTurnAsync(timeout, cancellationToken);
    }

    private async Task<bool> WaitInTurnAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        var turn = waiters.AddLast(this);
        try
        {
            // The check itself takes the permit: others may run before this goes on
            return await Workflow.WaitConditionWithOptionsAsync(
                new(() => waiters.First == turn && TryTake(), timeout, CancellationToken: cancellationToken));
        }
        finally
        {
            waiters.Remove(turn);
        }
    }

    private bool TryTake()
    {
        if (CurrentCount == 0)
        {
            return false;
        }

        CurrentCount--;
        return true;
    }
}
