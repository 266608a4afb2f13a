using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>
/// Moves pages from the log into the database file while the writer goes on: on the writer's own thread that would hold up
/// every write for as long as the disk takes, several tenths of a second at a time under load.
/// </summary>
/// <remarks>
/// The log begins anew only once all of it is moved, and a busy writer appends to it meanwhile. So it is moved in rounds, each
/// shorter than the one before, and the writer itself moves the few pages that are left, between two groups.
/// </remarks>
internal sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>From how many pages of the log on they are moved: 32 MiB.</summary>
    public const int Pages = 8_000;

    // What the writer moves in a few milliseconds
    private const int FewPages = 500;
    private const int MostRounds = 5;

    private readonly string path;
    private readonly SqliteDurability durability;
    private readonly Thread thread;
    private readonly AutoResetEvent wanted = new(false);
    private int pages;
    private volatile bool isRestDue;
    private volatile bool isDisposed;

    public SqliteCheckpoints(string path, SqliteDurability durability)
    {
        (this.path, this.durability) = (path, durability);
        thread = new Thread(Work) { IsBackground = true, Name = $"sqlite checkpoints {Path.GetFileName(path)}" };
        thread.Start();
    }

    /// <summary>Held while pages are moved: whoever needs the log to himself takes it.</summary>
    public Lock Moving { get; } = new();

    /// <summary>The writer has committed. Here it moves the rest, where only that is left to move.</summary>
    public void Committed(SqliteSession session)
    {
        var waiting = Interlocked.Add(ref pages, session.TakePagesWritten());
        if (isRestDue && Moving.TryEnter())
        {
            (isRestDue, pages) = (false, 0);
            MoveRest(session);
        }
        else if (waiting >= Pages)
        {
            wanted.Set();
        }
    }

    /// <summary>Ends the moving; the last connection to close moves what is left.</summary>
    public void Dispose()
    {
        isDisposed = true;
        wanted.Set();
        thread.Join();
        wanted.Dispose();
    }

    private void Work()
    {
        SqliteSession? session = null;
        while (wanted.WaitOne() && !isDisposed)
        {
            try
            {
                session ??= SqliteSession.Open(path, $"PRAGMA synchronous={durability};");
                for (var (round, left) = (0, int.MaxValue); round < MostRounds && left > FewPages && !isDisposed; round++)
                {
                    // What the writer appends from now on is left for the next round
                    Volatile.Write(ref pages, 0);
                    left = Move(session) + Volatile.Read(ref pages);
                    // After the last round whatever is left: else a writer as fast as this would let the log grow for ever
                    isRestDue = left > 0 && (left <= FewPages || round == MostRounds - 1);
                }
            }
            catch (SqliteException)
            {
                // The file cannot be opened or has no room. The log keeps everything, and the writer is told by its own writes
            }
        }

        session?.Dispose();
    }

    private void MoveRest(SqliteSession session)
    {
        try
        {
            session.Checkpoint();
        }
        catch (SqliteException)
        {
            // As above
        }
        finally
        {
            Moving.Exit();
        }
    }

    /// <summary>Moves as much as no reader still needs in the log.</summary>
    /// <returns>Pages that are left in the log.</returns>
    private int Move(SqliteSession session)
    {
        lock (Moving)
        {
            return session.Checkpoint();
        }
    }
}
