using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TemporalServer.Persistence;

/// <summary>
/// The one thread that writes. Whatever queued up while the last transaction was committing goes into the next one, so
/// a busy server pays for few commits and an idle one waits for none. A transaction that storage refuses for now (a full
/// disk) is tried again until it succeeds: memory is ahead of the file then, and must not be left so.
/// </summary>
internal sealed partial class GroupCommitWriter : IDisposable
{
    private readonly Queue<AloneWork> alone = [];
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly ManualResetEventSlim stopRequested = new();
    private readonly StorageSession session;
    private readonly ILogger logger;
    private readonly Thread thread;
    private List<IStorageWrite> queue = [];
    private List<IStorageWrite> spare = [];
    private Exception? fault;
    private bool ended;
    private bool drain;

    /// <param name="connection">The writer's own; disposed with it.</param>
    /// <param name="beforeCommit">Runs last in every transaction.</param>
    /// <param name="logger">Told when storage fails and when it works again.</param>
    public GroupCommitWriter(SqliteConnection connection, Action<StorageSession> beforeCommit, ILogger logger)
    {
        this.logger = logger;
        BeforeCommit = beforeCommit;
        session = new StorageSession(connection);
        thread = new Thread(Run) { IsBackground = true, Name = "temporal-writer" };
        thread.Start();
    }

    /// <summary>Why nothing can be written at present, or null. New changes must be refused while it is set.</summary>
    public Exception? Fault => Volatile.Read(ref fault);

    /// <summary>Runs last in every transaction; a test makes storage fail here.</summary>
    internal Action<StorageSession> BeforeCommit { get; set; }

    /// <summary>Puts a write into the next transaction; <see cref="IStorageWrite.Committed"/> tells when it is durable.</summary>
    public void Enqueue(IStorageWrite write)
    {
        lock (gate)
        {
            if (!ended && !stopRequested.IsSet)
            {
                queue.Add(write);
                if (queue.Count == 1)
                {
                    wake.Release();
                }

                return;
            }
        }

        write.Failed(Fault ?? new ObjectDisposedException(nameof(GroupCommitWriter)));
    }

    /// <summary>Writes in the next transaction and completes when it is durable.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">UNAVAILABLE: storage does not work at present.</exception>
    public Task WriteAsync(Action<StorageSession> write)
    {
        var item = new DelegateWrite(write, Engine.Faults.NotStored);
        if (Fault is { } current)
        {
            item.Failed(current);
        }
        else
        {
            Enqueue(item);
        }

        return item.Completion;
    }

    /// <summary>Runs something outside any transaction, between two of them; what is to be written waits meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The writer has stopped.</exception>
    public Task RunAloneAsync(Action<StorageSession> work)
    {
        var item = new AloneWork(work, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            if (ended || stopRequested.IsSet)
            {
                return Task.FromException(new ObjectDisposedException(nameof(GroupCommitWriter)));
            }

            alone.Enqueue(item);
        }

        wake.Release();
        return item.Completion.Task;
    }

    /// <summary>Stops the thread.</summary>
    /// <param name="drain">Write what is queued first; false loses it, as a crash would.</param>
    public void Stop(bool drain)
    {
        lock (gate)
        {
            this.drain = drain;
            stopRequested.Set();
        }

        wake.Release();
        thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop(drain: true);
        session.Dispose();
        wake.Dispose();
        stopRequested.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            wake.Wait();
            List<IStorageWrite> batch;
            bool last;
            lock (gate)
            {
                batch = queue;
                queue = spare;
                spare = batch;
                last = stopRequested.IsSet;
            }

            var error = last && !drain ? new OperationCanceledException("The server stopped.") : Store(batch);
            foreach (var write in batch)
            {
                if (error is null)
                {
                    write.Committed();
                }
                else
                {
                    write.Failed(error);
                }
            }

            batch.Clear();
            RunAlone(refuse: last || error is not null);
            if (last || error is not null)
            {
                return;
            }
        }
    }

    private void RunAlone(bool refuse)
    {
        while (NextAlone() is { } item)
        {
            try
            {
                ObjectDisposedException.ThrowIf(refuse, this);
                item.Work(session);
                item.Completion.SetResult();
            }
#pragma warning disable CA1031 // Whoever asked for it is told; nothing of the server depends on it
            catch (Exception error)
#pragma warning restore CA1031
            {
                item.Completion.SetException(error);
            }
        }
    }

    private AloneWork? NextAlone()
    {
        lock (gate)
        {
            return alone.TryDequeue(out var item) ? item : null;
        }
    }

    /// <summary>Writes a batch, however long it takes; the error when that cannot be.</summary>
    private Exception? Store(List<IStorageWrite> batch)
    {
        while (batch.Count > 0)
        {
            try
            {
                Commit(batch);
                Recovered();
                return null;
            }
            catch (SqliteException error) when (StorageErrors.MayPass(error) && !stopRequested.IsSet)
            {
                session.Rollback();
                Delay(batch, error);
                stopRequested.Wait(RetryPause);
            }
#pragma warning disable CA1031 // Whatever it is, what follows in memory can no longer be made durable
            catch (Exception error)
#pragma warning restore CA1031
            {
                session.Rollback();
                GiveUp(error);
                return error;
            }
        }

        return null;
    }

    private void Commit(List<IStorageWrite> batch)
    {
        session.Begin();
        foreach (var write in batch)
        {
            write.Apply(session);
        }

        BeforeCommit(session);
        session.Commit();
    }

    private void Delay(List<IStorageWrite> batch, SqliteException error)
    {
        List<IStorageWrite> waiting;
        lock (gate)
        {
            if (fault is null)
            {
                LogStalled(error.SqliteErrorCode, error.Message);
            }

            fault = error;
            waiting = [.. batch, .. queue];
        }

        foreach (var write in waiting)
        {
            write.Delayed(error);
        }
    }

    private void Recovered()
    {
        if (fault is not null)
        {
            Volatile.Write(ref fault, null);
            LogRecovered();
        }
    }

    private void GiveUp(Exception error)
    {
        List<IStorageWrite> lost;
        lock (gate)
        {
            fault = error;
            ended = true;
            lost = queue;
            queue = [];
        }

        LogGaveUp(error);
        foreach (var write in lost)
        {
            write.Failed(error);
        }
    }

    private sealed record AloneWork(Action<StorageSession> Work, TaskCompletionSource Completion);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server's file cannot be written (SQLite error {Code}: {Reason}); changes are refused until it can")]
    private partial void LogStalled(int code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server's file can be written again")]
    private partial void LogRecovered();

    [LoggerMessage(Level = LogLevel.Critical, Message = "The server's file is beyond writing; restart the server")]
    private partial void LogGaveUp(Exception error);
}
