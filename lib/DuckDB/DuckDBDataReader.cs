using System.Collections;
using System.Data;
using System.Data.Common;
using DuckDB.NET.Data.Interop;
using DuckDB.NET.Data.Reading;

namespace DuckDB.NET.Data;

/// <summary>Reads a result chunk by chunk. In streaming mode no more than a few chunks are ever in memory.</summary>
public class DuckDBDataReader : DbDataReader
{
    private readonly DuckDBCommand command;
    private readonly CommandBehavior behavior;
    private readonly IEnumerator<StatementResult> results;
    private StatementResult? current;
    private VectorReader[] columns = [];
    private Dictionary<string, int> ordinals = [];
    private int row = -1;
    private bool closed;

    internal DuckDBDataReader(DuckDBCommand command, IEnumerator<StatementResult> results, CommandBehavior behavior)
    {
        this.command = command;
        this.results = results;
        this.behavior = behavior;
        try
        {
            NextResult();
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    public override int FieldCount => columns.Length;

    public override bool HasRows => current is { HasRows: true };

    public override bool IsClosed => closed;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        if (current is null)
        {
            return false;
        }

        if (++row < current.RowsInChunk)
        {
            return true;
        }

        row = current.NextChunk() ? 0 : -1;
        return row == 0;
    }

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (current is null || row + 1 < current.RowsInChunk)
        {
            return Task.FromResult(Read());
        }

        // Only fetching a chunk can take long
        using var registration = cancellationToken.UnsafeRegister(static state => ((DuckDBCommand)state!).Cancel(), command);
        return Task.FromResult(Read());
    }

    /// <summary>Runs the next statements, up to the next one that gives rows.</summary>
    public override bool NextResult()
    {
        current = null;
        columns = [];
        ordinals = [];
        row = -1;
        while (results.MoveNext())
        {
            if (results.Current.GivesRows)
            {
                current = results.Current;
                columns = current.Columns;
                ordinals = new(columns.Length, StringComparer.OrdinalIgnoreCase);
                for (var i = 0; i < columns.Length; i++)
                {
                    ordinals.TryAdd(columns[i].Name, i);
                }

                current.NextChunk();
                return true;
            }
        }

        return false;
    }

    public override void Close()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        current = null;
        columns = [];
        results.Dispose();
        if (behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            command.Connection?.Close();
        }
    }

    public override bool IsDBNull(int ordinal) => columns[ordinal].IsNull(Row());

    public override bool GetBoolean(int ordinal) => columns[ordinal].Value<bool>(Row());

    public override byte GetByte(int ordinal) => columns[ordinal].Value<byte>(Row());

    public override short GetInt16(int ordinal) => columns[ordinal].Value<short>(Row());

    public override int GetInt32(int ordinal) => columns[ordinal].Value<int>(Row());

    public override long GetInt64(int ordinal) => columns[ordinal].Value<long>(Row());

    public override float GetFloat(int ordinal) => columns[ordinal].Value<float>(Row());

    public override double GetDouble(int ordinal) => columns[ordinal].Value<double>(Row());

    public override decimal GetDecimal(int ordinal) => columns[ordinal].Value<decimal>(Row());

    public override DateTime GetDateTime(int ordinal) => columns[ordinal].Value<DateTime>(Row());

    public override Guid GetGuid(int ordinal) => columns[ordinal].Value<Guid>(Row());

    public override string GetString(int ordinal) => columns[ordinal].Value<string>(Row());

    public override Stream GetStream(int ordinal) => columns[ordinal].Value<Stream>(Row());

    /// <summary>A value as one of: a number, bool, string, byte[], Stream, Guid, DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, a <see cref="List{T}"/> of these, or a Nullable.</summary>
    public override T GetFieldValue<T>(int ordinal) => columns[ordinal].Value<T>(Row());

    public override object GetValue(int ordinal) => IsDBNull(ordinal) ? DBNull.Value : columns[ordinal].Boxed(Row());

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override int GetOrdinal(string name) => ordinals.TryGetValue(name, out var ordinal)
        ? ordinal
        : throw new DuckDBException($"The result has no column {name}; it has {string.Join(", ", columns.Select(column => column.Name))}.");

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type.ToString();

    public override Type GetFieldType(int ordinal) => columns[ordinal].ClrType;

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, behavior.HasFlag(CommandBehavior.CloseConnection));

    /// <exception cref="NotSupportedException">Always: read a byte[] or a Stream instead.</exception>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("Read a byte[] or a Stream instead.");

    /// <exception cref="NotSupportedException">Always: read a string instead.</exception>
    public override char GetChar(int ordinal) => throw new NotSupportedException("Read a string instead.");

    /// <exception cref="NotSupportedException">Always: read a string instead.</exception>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("Read a string instead.");

    private int Row() => row >= 0 ? row : throw new InvalidOperationException("There is no row here: call Read, and stop when it says false.");
}
