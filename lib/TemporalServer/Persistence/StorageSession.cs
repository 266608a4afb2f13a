using Microsoft.Data.Sqlite;

namespace TemporalServer.Persistence;

/// <summary>The writer's connection inside its current transaction, with its prepared statements.</summary>
internal sealed class StorageSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

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
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query with parameters <c>$0</c>, <c>$1</c>, …; the first column of its first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this assembly; values travel as parameters
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
