using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>One append under way: counts the outcomes of its records until all are known.</summary>
internal sealed class PendingAppend
{
    private readonly TaskCompletionSource<Error?> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Error? failure;
    // One more than the records sent, until no further ones come
    private int open = 1;
    private int failed;

    /// <summary>Completes once every outcome is known: the first failure, or null.</summary>
    public Task<Error?> Outcome => outcome.Task;

    /// <summary>How many records failed so far.</summary>
    public int Failed => Volatile.Read(ref failed);

    /// <summary>A record is about to be sent.</summary>
    public void Add() => Interlocked.Increment(ref open);

    /// <summary>No further records come.</summary>
    public void Close() => Settle();

    /// <summary>A record's outcome is known.</summary>
    public void Done(Error error)
    {
        if (error.IsError)
        {
            Interlocked.Increment(ref failed);
            Interlocked.CompareExchange(ref failure, error, null);
        }

        Settle();
    }

    private void Settle()
    {
        if (Interlocked.Decrement(ref open) == 0)
        {
            outcome.TrySetResult(failure);
        }
    }
}
