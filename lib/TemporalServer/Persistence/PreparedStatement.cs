using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TemporalServer.Persistence;

/// <summary>
/// A statement compiled once and executed often, at a time by one caller. It calls SQLite directly: on the hot paths
/// Microsoft.Data.Sqlite's commands, parameters and readers cost as much processor time as SQLite itself.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;

    /// <param name="database">The connection.</param>
    /// <param name="sql">With parameters <c>$0</c>, <c>$1</c>, … without gaps.</param>
    /// <exception cref="SqliteException">The statement is not valid.</exception>
    public PreparedStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
        places = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = raw.sqlite3_bind_parameter_index(statement, string.Create(CultureInfo.InvariantCulture, $"${i}"));
        }
    }

    /// <summary>Executes the statement to its end; how many rows it changed.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public int Execute(scoped ReadOnlySpan<object?> values)
    {
        using var rows = Open(values);
        while (rows.Next())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Executes the statement row by row; dispose the result before the next execution.</summary>
    public Rows Open(scoped ReadOnlySpan<object?> values)
    {
        if (values.Length != places.Length)
        {
            throw new ArgumentException($"The statement has {places.Length} parameters, not {values.Length}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(places[i], values[i]));
        }

        return new Rows(this);
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        string text => raw.sqlite3_bind_text(statement, place, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be stored; use a long, double, string or byte array.", nameof(value)),
    };

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }

    /// <summary>The rows of one execution, first to last.</summary>
    public readonly ref struct Rows(PreparedStatement owner)
    {
        /// <summary>Goes to the next row, at first to the first; false behind the last.</summary>
        /// <exception cref="SqliteException">SQLite refused.</exception>
        public bool Next()
        {
            var result = raw.sqlite3_step(owner.statement);
            owner.Check(result);
            return result == raw.SQLITE_ROW;
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(owner.statement, column) == raw.SQLITE_NULL;

        public long Integer(int column) => raw.sqlite3_column_int64(owner.statement, column);

        /// <summary>The bytes, valid until the next row.</summary>
        public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(owner.statement, column);

        public void Dispose() => raw.sqlite3_reset(owner.statement);
    }
}
