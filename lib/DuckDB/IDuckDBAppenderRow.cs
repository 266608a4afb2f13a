namespace DuckDB.NET.Data;

/// <summary>A row being appended: its values in the order of the table's columns, then <see cref="EndRow"/>.</summary>
public interface IDuckDBAppenderRow
{
    /// <exception cref="InvalidOperationException">The row has fewer values than the table has columns.</exception>
    void EndRow();

    IDuckDBAppenderRow AppendNullValue();

    IDuckDBAppenderRow AppendValue(bool? value);

    IDuckDBAppenderRow AppendValue(byte[]? value);

    IDuckDBAppenderRow AppendValue(Span<byte> value);

    IDuckDBAppenderRow AppendValue(string? value);

    /// <exception cref="ArgumentException">It does not fit the column's DECIMAL; nothing is rounded.</exception>
    IDuckDBAppenderRow AppendValue(decimal? value);

    IDuckDBAppenderRow AppendValue(short? value);

    IDuckDBAppenderRow AppendValue(int? value);

    IDuckDBAppenderRow AppendValue(long? value);

    IDuckDBAppenderRow AppendValue(float? value);

    IDuckDBAppenderRow AppendValue(double? value);

    IDuckDBAppenderRow AppendValue(DateOnly? value);

    IDuckDBAppenderRow AppendValue(DateTime? value);

    IDuckDBAppenderRow AppendValue(DateTimeOffset? value);

    /// <summary>Appends a list: of strings, numbers, decimals, bools or moments.</summary>
    IDuckDBAppenderRow AppendValue<T>(IEnumerable<T>? value);
}
