namespace DuckDB.NET.Data.Appending;

/// <summary>Puts a row's values into the vectors of the chunk.</summary>
internal sealed class AppenderRow(NativeAppender appender) : IDuckDBAppenderRow
{
    private readonly VectorWriter[] columns = appender.Columns;
    private int column;

    public AppenderRow Begin()
    {
        column = 0;
        return this;
    }

    public void EndRow()
    {
        if (column < columns.Length)
        {
            throw new InvalidOperationException($"Table {appender.Table} has {columns.Length} columns, but the row has {column} values.");
        }

        appender.EndRow();
    }

    public IDuckDBAppenderRow AppendNullValue()
    {
        Next().Null(appender.Row);
        return this;
    }

    public IDuckDBAppenderRow AppendValue(string? value)
    {
        var writer = Next();
        if (value is null)
        {
            writer.Null(appender.Row);
        }
        else
        {
            writer.Text(appender.Row, value);
        }

        return this;
    }

    public IDuckDBAppenderRow AppendValue(byte[]? value) => value is null ? AppendNullValue() : AppendValue(value.AsSpan());

    public IDuckDBAppenderRow AppendValue(Span<byte> value)
    {
        Next().Bytes(appender.Row, value);
        return this;
    }

    public IDuckDBAppenderRow AppendValue(bool? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(decimal? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(short? value) => Append((long?)value);

    public IDuckDBAppenderRow AppendValue(int? value) => Append((long?)value);

    public IDuckDBAppenderRow AppendValue(long? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(float? value) => Append((double?)value);

    public IDuckDBAppenderRow AppendValue(double? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(DateOnly? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(DateTime? value) => Append(value);

    public IDuckDBAppenderRow AppendValue(DateTimeOffset? value) => Append(value);

    public IDuckDBAppenderRow AppendValue<T>(IEnumerable<T>? value)
    {
        var writer = Next();
        if (value is null)
        {
            writer.Null(appender.Row);
        }
        else
        {
            writer.List(appender.Row, value);
        }

        return this;
    }

    private AppenderRow Append<T>(T? value)
        where T : struct
    {
        var writer = Next();
        if (value is { } present)
        {
            writer.Value(appender.Row, present);
        }
        else
        {
            writer.Null(appender.Row);
        }

        return this;
    }

    private VectorWriter Next() => column < columns.Length
        ? columns[column++]
        : throw new InvalidOperationException($"Table {appender.Table} has {columns.Length} columns; the row has a value more.");
}
