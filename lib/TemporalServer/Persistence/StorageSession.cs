using Microsoft.Data.Sqlite;

namespace TemporalServer.Persistence;

/// <summary>A connection with its prepared statements; the writer's is inside its current transaction.</summary>
/// <param name="connection">Disposed with the session.</param>
internal sealed class StorageSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, PreparedStatement> prepared = new(StringComparer.Ordinal);

    /// <summary>The connection, for statements made up as needed.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>Tells the current transaction from any other, also from an earlier attempt at the same writes.</summary>
    public long Transaction { get; private set; }

    /// <summary>Starts a transaction.</summary>
    public void Begin()
    {
        Transaction++;
        Execute("BEGIN IMMEDIATE");
    }

    /// <summary>Makes the transaction durable.</summary>
    public void Commit() => Execute("COMMIT");

    /// <summary>Gives the transaction up, if storage has not done so itself.</summary>
    public void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // No transaction is open any more
        }
    }

    /// <summary>Runs prepared statements.</summary>
    public void Execute(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Execute(statement.Sql, statement.Values);
        }
    }

    /// <summary>Runs a statement with parameters <c>$0</c>, <c>$1</c>, … and tells how many rows changed.</summary>
    public int Execute(string sql, params scoped ReadOnlySpan<object?> values) => Prepare(sql).Execute(values);

    /// <summary>Runs a query with parameters <c>$0</c>, <c>$1</c>, …, row by row.</summary>
    public PreparedStatement.Rows Query(string sql, params scoped ReadOnlySpan<object?> values) => Prepare(sql).Open(values);

    /// <summary>Runs a query; the first column of its first row as a whole number, or null.</summary>
    public long? Scalar(string sql, params scoped ReadOnlySpan<object?> values)
    {
        using var rows = Query(sql, values);
        return rows.Next() && !rows.IsNull(0) ? rows.Integer(0) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private PreparedStatement Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            prepared.Add(sql, statement = new PreparedStatement(connection.Handle!, sql));
        }

        return statement;
    }
}
