using DuckDB.NET.Data;
using Notify.Activities.Ingestion.Csv;
using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;
using Notify.Activities.Ingestion.Json;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>A part that DuckDB reads.</summary>
/// <param name="Part">The part.</param>
/// <param name="Source">What stands after FROM.</param>
/// <param name="Row">The row's number in the part, from 0.</param>
/// <param name="Columns">The table's columns that it has.</param>
internal sealed record PartSource(PreparedPart Part, string Source, string Row, IReadOnlyDictionary<string, SourceColumn> Columns)
{
    /// <summary>Bits of an ordinal that hold the row; the part is above them.</summary>
    private const int RowBits = 40;

    /// <summary>The row's place in the load, by which the later of two rows with one key is known.</summary>
    public string Ordinal => $"({Sql.Number(OrdinalOf(Part, 0))} + {Row})";

    /// <summary>The place of a part's row in the load.</summary>
    public static long OrdinalOf(PreparedPart part, long row) => ((long)part.Index << RowBits) + row;

    /// <summary>The part and row of a place.</summary>
    public static (int Part, long Row) PlaceOf(long ordinal) => ((int)(ordinal >> RowBits), ordinal & ((1L << RowBits) - 1));

    /// <summary>The columns of a part.</summary>
    /// <exception cref="IngestException">It cannot be read, or names no columns.</exception>
    public static FileHeader HeaderOf(PreparedPart part, IngestDatabase database)
    {
        if (part.Part.Format == InputFormat.Parquet)
        {
            return new FileHeader([.. Describe(part, database).Select(column => column.Name)]);
        }

        using var rows = OpenText(part);
        return rows.Header;
    }

    /// <summary>Opens a text for our own reader.</summary>
    public static ITextRows OpenText(PreparedPart part) => part.Part.Format == InputFormat.Csv ? CsvRows.Open(part.Path) : JsonRows.Open(part.Path);

    /// <summary>A Parquet file.</summary>
    public static PartSource OfParquet(PreparedPart part, LoadTable table, IngestDatabase database)
    {
        var found = Describe(part, database);
        var header = new FileHeader([.. found.Select(column => column.Name)]);
        var columns = table.Known.Where(name => header.IndexOf(name) >= 0)
            .Select(name => new SourceColumn(name, Sql.Name(found[header.IndexOf(name)].Name), found[header.IndexOf(name)].Type));
        return new PartSource(
            part, $"read_parquet({Sql.Text(part.Path)}, file_row_number = true)", "file_row_number", columns.ToDictionary(column => column.Name, StringComparer.Ordinal));
    }

    /// <summary>A CSV file that DuckDB takes as it is meant; null where only our own reader is sure to.</summary>
    public static async Task<PartSource?> OfCsvAsync(PreparedPart part, LoadTable table, IngestDatabase database, Action pulse, CancellationToken cancellationToken)
    {
        using var rows = CsvRows.Open(part.Path);
        if (part.NeedsCare || !rows.HeaderIsFirstLine)
        {
            return null;
        }

        var raw = $"raw_{part.Index}";
        var known = table.Known.Where(name => rows.Header.IndexOf(name) >= 0).ToArray();
        var fields = string.Join(", ", rows.Header.Names.Select((_, i) => $"'f{i}': 'VARCHAR'"));
        var picked = known.Select(name => $"{LineBreaks($"f{rows.Header.IndexOf(name)}", part)} AS {Sql.Name(name)}");
        try
        {
            await database.ExecuteAsync(
                $"""
                CREATE OR REPLACE TABLE {raw} AS SELECT {string.Join(", ", picked)} FROM read_csv({Sql.Text(part.Path)},
                    auto_detect = false, header = false, skip = 1, delim = {Sql.Text(rows.Delimiter.ToString())}, quote = '"', escape = '"', comment = '',
                    columns = {"{"}{fields}{"}"}, nullstr = '', allow_quoted_nulls = false, strict_mode = true, null_padding = false, ignore_errors = false)
                """,
                pulse,
                cancellationToken);
        }
        catch (DuckDBException)
        {
            // It follows a quote that is never closed, or counts other fields: our own reader sets just those rows aside
            return null;
        }

        // A record of very many lines is one that our reader takes for a quote that is never closed
        var count = await database.NumbersAsync($"SELECT count(*) FROM {raw}", pulse, cancellationToken);
        return part.Lines - count[0] >= CsvRecords.MaxLines
            ? null
            : new PartSource(part, raw, "rowid", known.ToDictionary(name => name, name => new SourceColumn(name, Sql.Name(name), "VARCHAR"), StringComparer.Ordinal));
    }

    // A line break in a field is one line feed, however the file ends its lines
    private static string LineBreaks(string field, PreparedPart part) => part.MayHoldCarriageReturns
        ? $"replace(replace({field}, chr(13) || chr(10), chr(10)), chr(13), chr(10))"
        : field;

    private static IReadOnlyList<(string Name, string Type)> Describe(PreparedPart part, IngestDatabase database)
    {
        try
        {
            return database.ReadAll($"DESCRIBE SELECT * FROM read_parquet({Sql.Text(part.Path)})", row => (row.GetString(0), row.GetString(1)));
        }
        catch (DuckDBException fault)
        {
            throw new IngestException($"{part.Part.Location}: is no Parquet file that can be read ({fault.Message.Split('\n')[0]}).", fault);
        }
    }
}
