namespace Notify.Storage.Streams.Kafka;

/// <summary>Bounds the bytes that are on their way to the brokers: whoever has more to send waits, first come first served.</summary>
internal sealed class SendWindow
{
    private readonly long bytes;
    private readonly Lock gate = new();
    private readonly Queue<(long Size, TaskCompletionSource Entered)> waiting = new();
    private long free;

    /// <param name="bytes">Most bytes under way; a single larger record goes alone.</param>
    public SendWindow(long bytes) => this.bytes = free = bytes;

    /// <summary>Waits until there is room.</summary>
    /// <param name="size">How many bytes want to go.</param>
    /// <param name="cancellationToken">Ends the waiting; nothing has been taken then.</param>
    public ValueTask EnterAsync(long size, CancellationToken cancellationToken)
    {
        TaskCompletionSource entered;
        lock (gate)
        {
            if (waiting.Count == 0 && Fits(size))
            {
                free -= size;
                return ValueTask.CompletedTask;
            }

            entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((size, entered));
        }

        return WaitAsync(entered, cancellationToken);
    }

    /// <summary>Gives back what was entered, once its outcome is known.</summary>
    public void Leave(long size)
    {
        lock (gate)
        {
            free += size;
            while (waiting.TryPeek(out var next) && (next.Entered.Task.IsCompleted || Fits(next.Size)))
            {
                waiting.Dequeue();
                if (next.Entered.TrySetResult())
                {
                    free -= next.Size;
                }
            }
        }
    }

    private static async ValueTask WaitAsync(TaskCompletionSource entered, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), entered).ConfigureAwait(false);
        await entered.Task.ConfigureAwait(false);
    }

    private bool Fits(long size) => size <= free || free == bytes;
}
