using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>A connection with the statements it has prepared. One thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>True between BEGIN and its end; SQLite ends a transaction by itself on a full disk.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(connection.Handle);

    /// <summary>Opens a file, creating it where there is none, and sets it up.</summary>
    public static SqliteSession Open(string path, string pragmas)
    {
        SqliteLibrary.Ensure();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Execute($"PRAGMA busy_timeout=10000; {pragmas}");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that are not worth keeping prepared.</summary>
    public void Execute(string sql)
    {
        // Not through a command: that passes over the faults of every statement after the first that gives rows.
        var database = connection.Handle!;
        var code = raw.sqlite3_exec(database, sql);
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(database));
        }
    }

    /// <summary>The statement for that SQL, prepared at its first use.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var statement))
        {
            return statement;
        }

        var database = connection.Handle!;
        var code = raw.sqlite3_prepare_v2(database, sql, out var handle);
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"{raw.sqlite3_errmsg(database).utf8_to_string()} in: {sql}", code & 0xFF, raw.sqlite3_extended_errcode(database));
        }

        return statements[sql] = new SqliteStatement(database, handle);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
