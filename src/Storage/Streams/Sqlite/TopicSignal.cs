namespace Notify.Storage.Streams.Sqlite;

/// <summary>Wakes the readers that wait at the end of a topic.</summary>
internal sealed class TopicSignal
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next append. Take it before looking for records, so that none slips between.</summary>
    public Task Next => next.Task;

    /// <summary>Says that something was appended.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
