using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Notify.Storage.Sqlite;

/// <summary>Reading sessions, used side by side and kept for the next reader.</summary>
/// <remarks>
/// There is no upper bound on open sessions, only on idle ones: a reader that waits for another reader could wait for itself.
/// </remarks>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private const int MostIdle = 16;
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool disposed;

    /// <summary>Runs a read on a session of its own. It sees every write committed before it began.</summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteSession? session = null;
        try
        {
            session = idle.TryTake(out var kept) ? kept : SqliteSession.Open(path, "PRAGMA query_only=1; PRAGMA cache_size=-16384;");
            var result = read(session);
            Keep(session);
            return result;
        }
        catch (SqliteException fault)
        {
            session?.Dispose();
            throw SqliteFaults.Of(fault, path);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Runs a read of several statements, all of which see the same moment.</summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public TResult ReadAtOneMoment<TResult>(Func<SqliteSession, TResult> read) => Read(session => session.AtOneMoment(() => read(session)));

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Keep(SqliteSession session)
    {
        if (disposed || idle.Count >= MostIdle)
        {
            session.Dispose();
            return;
        }

        idle.Add(session);
    }
}
