using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Notify.Storage.Sqlite;

/// <summary>A prepared statement, reused for the life of its session.</summary>
/// <remarks>
/// Goes to the binding beneath <see cref="SqliteCommand"/>, which looks every parameter up by name for every row.
/// </remarks>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Binds a parameter.</summary>
    /// <param name="index">From 1.</param>
    /// <param name="value">null, string, long, int, double, bool or byte[].</param>
    public void Bind(int index, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(handle, index),
            string text => BindText(index, text),
            long number => raw.sqlite3_bind_int64(handle, index, number),
            int number => raw.sqlite3_bind_int(handle, index, number),
            double number => raw.sqlite3_bind_double(handle, index, number),
            bool flag => raw.sqlite3_bind_int(handle, index, flag ? 1 : 0),
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(handle, index, 0),
            byte[] bytes => raw.sqlite3_bind_blob(handle, index, bytes),
            _ => throw new ArgumentException($"A cell of type {value.GetType()} cannot be stored.", nameof(value)),
        };
        Check(code);
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

    /// <summary>Runs to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
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
    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    // As bytes, because text may hold U+0000, where a C string would end.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public double Real(int column) => raw.sqlite3_column_double(handle, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    private int BindText(int index, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(handle, index, text);
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = most <= 1024 ? stackalloc byte[most] : new byte[most];
        return raw.sqlite3_bind_text(handle, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(database));
        }
    }
}
