using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>The rows that SQL does not read: the row format judges them, here, and its outcome goes back into DuckDB as cells.</summary>
internal sealed class JudgedRows(IngestDatabase database, LoadTable table, RejectsFile rejects)
{
    private const string Accepted = "judged";
    private const int PageRows = 20_000;

    /// <summary>The rows that were accepted: <c>ordinal</c> and the table's columns.</summary>
    public string Query { get; } =
        $"SELECT ordinal, {string.Join(", ", table.Columns.Select((column, i) => $"{column.FromCell($"c{i}")} AS {column.Quoted}"))} FROM {Accepted}";

    /// <summary>Makes room for them.</summary>
    public void Create() =>
        database.Execute($"CREATE OR REPLACE TABLE {Accepted} (ordinal BIGINT, {string.Join(", ", table.Columns.Select((_, i) => $"c{i} VARCHAR"))})");

    /// <summary>Reads a text whole by our own reader.</summary>
    /// <returns>How many rows it has.</returns>
    public long AddText(PreparedPart part, Action<long> progress, CancellationToken cancellationToken)
    {
        using var rows = PartSource.OpenText(part);
        using var appender = database.Appender(Accepted);
        var read = 0L;
        for (; rows.Read() is { } record; read++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Fault is { } fault)
            {
                rejects.Add(part.Part.Name, [new Reject(record.Line, "", record.Text, fault)]);
            }
            else
            {
                Judge(part, read, new RowFields(rows.Header, record.Fields, record.Line), appender);
            }

            if (read % PageRows == 0)
            {
                progress(read);
            }
        }

        return read;
    }

    /// <summary>Judges those rows of a part that SQL left open.</summary>
    /// <param name="source">The part.</param>
    /// <param name="open">A query of their <c>row</c> and texts, in the order of the rows.</param>
    /// <param name="progress">Hears the row it is at.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="ReadersDisagreeException">Our own reader finds another text than DuckDB on the line of a rejected row.</exception>
    public async Task AddOpenAsync(PartSource source, string open, Action<long> progress, CancellationToken cancellationToken)
    {
        var names = source.Columns.Keys.ToArray();
        var header = new FileHeader(names);
        using var lines = new RowLines(source.Part);
        var texts = string.Join(", ", names.Select(name => $"{source.Columns[name].TextSql} AS {Sql.Name(name)}"));
        await database.ExecuteAsync($"CREATE OR REPLACE TABLE open_rows AS SELECT {source.Row} AS row, {texts} FROM {source.Source} WHERE {source.Row} IN ({open}) ORDER BY 1", () => progress(0), cancellationToken);
        for (var first = 0L; ; first += PageRows)
        {
            var page = database.ReadAll(
                $"SELECT * FROM open_rows WHERE rowid >= {Sql.Number(first)} AND rowid < {Sql.Number(first + PageRows)} ORDER BY row",
                row => (Row: row.GetInt64(0), Fields: Array.ConvertAll(names, name => row.IsDBNull(Array.IndexOf(names, name) + 1) ? "" : row.GetString(Array.IndexOf(names, name) + 1))));
            if (page.Count == 0)
            {
                return;
            }

            using var appender = database.Appender(Accepted);
            foreach (var (row, fields) in page)
            {
                Judge(source.Part, row, new RowFields(header, fields, row), appender, () => lines.LineOf(row, header, fields));
            }

            progress(page[^1].Row);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Judge(PreparedPart part, long row, RowFields fields, DuckDB.NET.Data.DuckDBAppender appender, Func<long>? line = null)
    {
        var reasons = table.Judge(fields, out var cells);
        if (cells is null)
        {
            var at = line?.Invoke();
            rejects.Add(part.Part.Name, reasons.Select(reason => at is { } found ? reason with { Line = found } : reason));
            return;
        }

        var appended = appender.CreateRow().AppendValue((long?)PartSource.OrdinalOf(part, row));
        foreach (var cell in cells)
        {
            appended.AppendValue(cell);
        }

        appended.EndRow();
    }
}
