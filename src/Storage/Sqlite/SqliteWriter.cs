using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Notify.Storage.Sqlite;

/// <summary>
/// The one writer of a database file. Writes that wait together are committed together (group commit), so that many
/// callers share one flush of the disk; each is acknowledged only after that commit.
/// </summary>
/// <remarks>
/// One that fails leaves nothing behind and fails only its caller: the group is rolled back, and its writes run again one by
/// one. A savepoint for each would do without that, but copies every page a write touches.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostRowsInGroup = 16384;
    // Where moving pages beside the writer cannot keep up: 256 MiB
    internal const int MostPagesOfLog = 8 * SqliteCheckpoints.Pages;
    private const int MostBytesOfIdleLog = 64 << 20;

    private readonly string path;
    private readonly SqliteSession session;
    private readonly SqliteCheckpoints checkpoints;
    private readonly Channel<SqliteWrite> waiting = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SqliteWriter(string path, SqliteSession session, SqliteCheckpoints checkpoints) =>
        (this.path, this.session, this.checkpoints) = (path, session, checkpoints);

    /// <summary>Opens the file for writing, creating it where there is none.</summary>
    /// <exception cref="StorageException">The file cannot be opened, or is no database.</exception>
    public static SqliteWriter Open(string path, SqliteDurability durability, long? maxPages = null)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            var limit = maxPages is { } pages ? $"PRAGMA max_page_count={pages};" : "";
            // Zeroing what is deleted, which some systems' libraries do unless told, would write freed pages once more: see SqliteScrub
            var session = SqliteSession.Open(
                path,
                $"PRAGMA journal_mode=WAL; PRAGMA synchronous={durability}; PRAGMA secure_delete=0; PRAGMA cache_size=-65536; "
                + $"PRAGMA wal_autocheckpoint={MostPagesOfLog}; PRAGMA journal_size_limit={MostBytesOfIdleLog}; {limit}");
            var writer = new SqliteWriter(path, session, new SqliteCheckpoints(path, durability));
            // Its own thread, because it blocks on the disk and must not wait for a busy thread pool.
            new Thread(writer.Work) { IsBackground = true, Name = $"sqlite writer {Path.GetFileName(path)}" }.Start();
            return writer;
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Of(fault, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(path, $"The folder cannot be made. ({fault.Message})", "Check the path and its permissions.", fault);
        }
    }

    /// <summary>Runs a write inside a shared transaction and returns once that is committed.</summary>
    /// <param name="write">What to do; it may run twice when the shared transaction is lost, and only one run is kept.</param>
    /// <param name="rows">About how many rows it touches; bounds the size of a group.</param>
    /// <param name="cancellationToken">Stops the waiting; a write already begun may still be committed.</param>
    /// <exception cref="StorageException">The write was not kept.</exception>
    public Task<TResult> WriteAsync<TResult>(Func<SqliteSession, TResult> write, int rows = 1, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new SqliteWrite<TResult>(write, rows, cancellationToken), cancellationToken);

    /// <summary>Runs what cannot be done inside a transaction, while no write is under way.</summary>
    /// <exception cref="StorageException">It failed.</exception>
    public Task<TResult> RunAloneAsync<TResult>(Func<SqliteSession, TResult> work, CancellationToken cancellationToken) =>
        EnqueueAsync(new SqliteWrite<TResult>(work, MostRowsInGroup, cancellationToken) { IsAlone = true }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await ended.Task.ConfigureAwait(false);
    }

    private async Task<TResult> EnqueueAsync<TResult>(SqliteWrite<TResult> pending, CancellationToken cancellationToken)
    {
        try
        {
            await waiting.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(path);
        }

        return await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Work()
    {
        var group = new List<SqliteWrite>();
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            for (var rows = 0; rows < MostRowsInGroup && waiting.Reader.TryPeek(out var next) && !next.IsAlone; rows += next.Rows)
            {
                group.Add(waiting.Reader.TryRead(out var write) ? write : next);
            }

            if (group.Count > 0)
            {
                Commit(group);
            }
            else if (waiting.Reader.TryRead(out var alone))
            {
                RunAlone(alone);
            }
        }

        checkpoints.Dispose();
        session.Dispose();
        ended.SetResult();
    }

    private void Commit(List<SqliteWrite> group)
    {
        try
        {
            session.Prepare("BEGIN IMMEDIATE").Run();
            foreach (var write in group)
            {
                write.Run(session);
            }

            session.Prepare("COMMIT").Run();
        }
        catch (Exception fault)
        {
            RollBack();
            if (group.Count == 1)
            {
                group[0].Fail(Explain(fault));
                return;
            }

            // One of them failed, or all of them together: alone, only what is wrong fails.
            group.ForEach(write => Commit([write]));
            return;
        }

        group.ForEach(write => write.Acknowledge());
        checkpoints.Committed(session);
    }

    private void RunAlone(SqliteWrite work)
    {
        try
        {
            lock (checkpoints.Moving)
            {
                work.Run(session);
            }

            work.Acknowledge();
        }
        catch (Exception fault)
        {
            RollBack();
            work.Fail(Explain(fault));
        }
    }

    private void RollBack()
    {
        try
        {
            if (session.InTransaction)
            {
                session.Prepare("ROLLBACK").Run();
            }
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself where it can; the next BEGIN reports what remains wrong.
        }
    }

    private Exception Explain(Exception fault) => fault is SqliteException sqlite ? SqliteFaults.Of(sqlite, path) : fault;
}
