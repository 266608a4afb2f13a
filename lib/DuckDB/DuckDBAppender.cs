using DuckDB.NET.Data.Appending;

namespace DuckDB.NET.Data;

/// <summary>Appends rows to a table, chunk by chunk. Rows are in the table for sure once it is closed or disposed.</summary>
public class DuckDBAppender : IDisposable
{
    private readonly NativeAppender appender;
    private readonly AppenderRow row;

    internal DuckDBAppender(NativeAppender appender)
    {
        this.appender = appender;
        row = new AppenderRow(appender);
    }

    /// <summary>The next row. Append its values and end it before asking for another: the object is used again.</summary>
    public IDuckDBAppenderRow CreateRow() => row.Begin();

    /// <exception cref="DuckDBException">The rows break a constraint of the table, or the disk is full.</exception>
    public void Close() => appender.Close();

    public void Dispose()
    {
        try
        {
            Close();
        }
        finally
        {
            GC.SuppressFinalize(this);
        }
    }
}
