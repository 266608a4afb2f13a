using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>A connection with the statements it has prepared. One thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly sqlite3 database;
    private readonly Dictionary<(string Sql, int Copy), SqliteStatement> statements = [];

    private SqliteSession(sqlite3 database, string path)
    {
        this.database = database;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>True between BEGIN and its end; SQLite ends a transaction by itself on a full disk.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(database) == 0;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(database);

    /// <summary>Opens a file, creating it where there is none, and sets it up.</summary>
    public static SqliteSession Open(string path, string pragmas)
    {
        _ = SqliteLibrary.Handle;

        // Without SQLite's own locks: a session is used by one thread at a time anyway.
        var code = raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        var session = new SqliteSession(database, path);
        try
        {
            session.Check(code);
            session.Execute($"PRAGMA busy_timeout=10000; {pragmas}");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that are not worth keeping prepared.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(database, sql));

    /// <summary>The statement for that SQL, prepared at its first use.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="copy">Tells statements of one SQL apart that are read side by side.</param>
    public SqliteStatement Prepare(string sql, int copy = 0)
    {
        if (statements.TryGetValue((sql, copy), out var statement))
        {
            return statement;
        }

        Check(raw.sqlite3_prepare_v2(database, sql, out var handle), $" in: {sql}");
        return statements[(sql, copy)] = new SqliteStatement(database, handle);
    }

    /// <summary>Runs a prepared statement that gives no rows.</summary>
    public void Run(string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql);
        statement.BindAll(parameters);
        statement.Run();
    }

    /// <summary>Runs reads of several statements, all of which see the same moment.</summary>
    public TResult AtOneMoment<TResult>(Func<TResult> read)
    {
        if (InTransaction)
        {
            return read();
        }

        Prepare("BEGIN").Run();
        var result = read();
        Prepare("COMMIT").Run();
        return result;
    }

    /// <summary>The number in the first column of a query's first row; null where there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            statement.BindAll(parameters);
            return statement.Step() && !statement.IsNull(0) ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>How many pages this session has written since it was last asked.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1));
        return pages;
    }

    /// <summary>Moves pages from the log into the file, as many as can be without waiting for anybody.</summary>
    /// <returns>Pages of the log that are not in the file yet.</returns>
    public int Checkpoint()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(database, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var moved);
        if (code != raw.SQLITE_BUSY)
        {
            Check(code);
        }

        return Math.Max(0, pages - moved);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        database.Dispose();
    }

    private void Check(int code, string context = "")
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string() + context, code & 0xFF, raw.sqlite3_extended_errcode(database));
        }
    }
}
