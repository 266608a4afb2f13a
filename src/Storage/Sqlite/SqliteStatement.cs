using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>A prepared statement, reused for the life of its session.</summary>
/// <remarks>
/// Every parameter is bound anew for every run: short texts are not copied but kept here until the statement is reset.
/// </remarks>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private const int Copy = -1;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt handle;
    private readonly nint statement;
    private readonly byte[] texts = GC.AllocateUninitializedArray<byte>(2048, pinned: true);
    private readonly byte* start;
    private int used;

    public SqliteStatement(sqlite3 database, sqlite3_stmt handle)
    {
        this.database = database;
        this.handle = handle;
        statement = handle.DangerousGetHandle();
        start = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(texts, 0);
    }

    /// <summary>Binds a parameter.</summary>
    /// <param name="index">From 1.</param>
    /// <param name="value">null, string, long, int, double, bool or byte[].</param>
    public void Bind(int index, object? value)
    {
        switch (value)
        {
            case null: BindNull(index); break;
            case string text: BindText(index, text); break;
            case long number: BindInteger(index, number); break;
            case int number: BindInteger(index, number); break;
            case double number: BindReal(index, number); break;
            case bool flag: BindInteger(index, flag ? 1 : 0); break;
            case byte[] bytes: BindBytes(index, bytes); break;
            default: throw new ArgumentException($"A cell of type {value.GetType()} cannot be stored.", nameof(value));
        }
    }

    /// <summary>Binds parameters by position. One that the SQL does not name must be null, and is passed over.</summary>
    public void BindAll(ReadOnlySpan<object?> values)
    {
        var named = raw.sqlite3_bind_parameter_count(handle);
        for (var i = 0; i < values.Length; i++)
        {
            if (i < named || values[i] is not null)
            {
                Bind(i + 1, values[i]);
            }
        }
    }

    public void BindNull(int index) => Check(SqliteCalls.BindNull(statement, index));

    public void BindInteger(int index, long value) => Check(SqliteCalls.BindInteger(statement, index, value));

    public void BindReal(int index, double value) => Check(SqliteCalls.BindReal(statement, index, value));

    public void BindText(int index, string text)
    {
        var room = Room;
        if (text.Length * 3 <= room.Length)
        {
            BindRoom(index, Encoding.UTF8.GetBytes(text, room));
            return;
        }

        BindText(index, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Binds text that is UTF-8 already.</summary>
    public void BindText(int index, ReadOnlySpan<byte> text)
    {
        fixed (byte* first = text)
        {
            Check(SqliteCalls.BindText(statement, index, first is null ? start : first, text.Length, Copy));
        }
    }

    /// <summary>Where a short text may be written, then bound by <see cref="BindRoom"/>; it may be too small.</summary>
    public Span<byte> Room => texts.AsSpan(used);

    /// <summary>Binds the first bytes of <see cref="Room"/> as text.</summary>
    public void BindRoom(int index, int length)
    {
        Check(SqliteCalls.BindShortText(statement, index, start + used, length, 0));
        used += length;
    }

    public void BindBytes(int index, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            Check(SqliteCalls.BindBytes(statement, index, first is null ? start : first, bytes.Length, Copy));
        }
    }

    /// <summary>Runs to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        var code = SqliteCalls.Step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that gives no rows and makes it ready to run again.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends the statement's read, which lets its snapshot go.</summary>
    public void Reset()
    {
        _ = SqliteCalls.Reset(statement);
        used = 0;
    }

    public bool IsNull(int column) => SqliteCalls.ColumnType(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => Encoding.UTF8.GetString(Span(column));

    public long Integer(int column) => SqliteCalls.ColumnInteger(statement, column);

    public double Real(int column) => SqliteCalls.ColumnReal(statement, column);

    public byte[] Bytes(int column) => Span(column).ToArray();

    /// <summary>A column's text or bytes as they are, until the next step.</summary>
    // As bytes, because text may hold U+0000, where a C string would end.
    public ReadOnlySpan<byte> Span(int column)
    {
        var first = SqliteCalls.ColumnBytes(statement, column);
        return new ReadOnlySpan<byte>(first, SqliteCalls.ColumnLength(statement, column));
    }

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(database));
        }
    }
}
