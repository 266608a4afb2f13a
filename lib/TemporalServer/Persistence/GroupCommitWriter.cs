using Microsoft.Data.Sqlite;

namespace TemporalServer.Persistence;

/// <summary>
/// The one thread that writes. Whatever queued up while the last transaction was committing goes into the next one, so
/// a busy server pays for few commits and an idle one waits for none.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly SqliteConnection connection;
    private readonly StorageSession session;
    private readonly Thread thread;
    private List<IStorageWrite> queue = [];
    private List<IStorageWrite> spare = [];
    private Exception? fault;
    private bool stopping;
    private bool drain;

    /// <param name="connection">The writer's own; disposed with it.</param>
    /// <param name="beforeCommit">Runs last in every transaction.</param>
    public GroupCommitWriter(SqliteConnection connection, Action<StorageSession> beforeCommit)
    {
        this.connection = connection;
        session = new StorageSession(connection);
        thread = new Thread(() => Run(beforeCommit)) { IsBackground = true, Name = "temporal-writer" };
        thread.Start();
    }

    /// <summary>Why the writer gave up, or null. It gives up at the first failed transaction: memory is then ahead of the file.</summary>
    public Exception? Fault => Volatile.Read(ref fault);

    /// <summary>Puts a write into the next transaction; <see cref="IStorageWrite.Committed"/> tells when it is durable.</summary>
    public void Enqueue(IStorageWrite write)
    {
        lock (gate)
        {
            if (fault is null && !stopping)
            {
                queue.Add(write);
                if (queue.Count == 1)
                {
                    wake.Release();
                }

                return;
            }
        }

        write.Failed(fault ?? new ObjectDisposedException(nameof(GroupCommitWriter)));
    }

    /// <summary>Writes in the next transaction and completes when it is durable.</summary>
    public Task WriteAsync(Action<StorageSession> write)
    {
        var item = new DelegateWrite(write);
        Enqueue(item);
        return item.Completion;
    }

    /// <summary>Stops the thread.</summary>
    /// <param name="drain">Write what is queued first; false loses it, as a crash would.</param>
    public void Stop(bool drain)
    {
        lock (gate)
        {
            this.drain = drain;
            stopping = true;
        }

        wake.Release();
        thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop(drain: true);
        session.Dispose();
        connection.Dispose();
        wake.Dispose();
    }

    private void Run(Action<StorageSession> beforeCommit)
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
                last = stopping;
            }

            var error = last && !drain ? new OperationCanceledException("The server stopped.") : Commit(batch, beforeCommit);
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
            if (last || error is not null)
            {
                return;
            }
        }
    }

    private Exception? Commit(List<IStorageWrite> batch, Action<StorageSession> beforeCommit)
    {
        if (batch.Count == 0)
        {
            return null;
        }

        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Apply(session);
            }

            beforeCommit(session);
            session.Execute("COMMIT");
            return null;
        }
        catch (Exception error)
        {
            return GiveUp(error);
        }
    }

    private Exception GiveUp(Exception error)
    {
        List<IStorageWrite> lost;
        lock (gate)
        {
            fault = error;
            lost = queue;
            queue = [];
        }

        foreach (var write in lost)
        {
            write.Failed(error);
        }

        return error;
    }

    private sealed class DelegateWrite(Action<StorageSession> write) : IStorageWrite
    {
        private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Completion => completion.Task;

        public void Apply(StorageSession session) => write(session);

        public void Committed() => completion.TrySetResult();

        public void Failed(Exception error) => completion.TrySetException(error);
    }
}
