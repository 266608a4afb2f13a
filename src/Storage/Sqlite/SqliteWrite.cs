namespace Notify.Storage.Sqlite;

/// <summary>A write that waits for the writer.</summary>
internal abstract class SqliteWrite(int rows)
{
    /// <summary>It runs alone and outside a transaction.</summary>
    public bool IsAlone { get; init; }

    /// <summary>About how many rows it touches.</summary>
    public int Rows { get; } = rows;

    /// <summary>Does the work; its outcome is kept for later.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Tells the caller the outcome: the transaction is committed.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that nothing was kept.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class SqliteWrite<TResult>(Func<SqliteSession, TResult> write, int rows, CancellationToken cancellationToken) : SqliteWrite(rows)
{
    private readonly TaskCompletionSource<TResult> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult result = default!;

    public Task<TResult> Task => outcome.Task;

    public override void Run(SqliteSession session)
    {
        cancellationToken.ThrowIfCancellationRequested();
        result = write(session);
    }

    public override void Acknowledge() => outcome.TrySetResult(result);

    public override void Fail(Exception fault) => outcome.TrySetException(fault);
}
