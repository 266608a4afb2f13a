namespace Notify.Contracts;

/// <summary>Wakes a test that waits for what its parts do, each time one of them says that it did something.</summary>
public sealed class Signal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private volatile TaskCompletionSource next = Unraised();

    /// <summary>Says that something was done.</summary>
    public void Raise() => Interlocked.Exchange(ref next, Unraised()).SetResult();

    /// <summary>Waits until it holds, asking again only when the signal was raised.</summary>
    public Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Waits until it holds, asking again only when the signal was raised.</summary>
    /// <exception cref="TimeoutException">For a long time it was not raised, and did not hold.</exception>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (true)
        {
            // Taken before asking, so that nothing slips between
            var raised = next.Task;
            if (await holds())
            {
                return;
            }

            await raised.WaitAsync(Patience);
        }
    }

    private static TaskCompletionSource Unraised() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
