namespace TemporalServer.Persistence;

/// <summary>A write of rows that no run owns.</summary>
/// <param name="write">Executes the statements; may run again, and must then do the same.</param>
/// <param name="unavailable">Makes the error that callers see of the one that storage gave.</param>
internal sealed class DelegateWrite(Action<StorageSession> write, Func<Exception, Exception> unavailable) : IStorageWrite
{
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => completion.Task;

    public void Apply(StorageSession session) => write(session);

    public void Committed() => completion.TrySetResult();

    public void Delayed(Exception error) => completion.TrySetException(unavailable(error));

    public void Failed(Exception error) => Delayed(error);
}
