using Notify.Activities.Ingestion.Inputs;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>On which line of a part a row stands. DuckDB counts rows and not lines, so a text is read again, by our own reader, as far as it is asked for.</summary>
/// <param name="part">The part; of Parquet the line is the row, from 1.</param>
internal sealed class RowLines(PreparedPart part) : IDisposable
{
    private ITextRows? rows;
    private TextRecord? current;
    private long next;

    /// <summary>The line of a row; ask in ascending order.</summary>
    public long LineOf(long row) => part.Part.Format == InputFormat.Parquet ? row + 1 : Advance(row)?.Line ?? row + 1;

    /// <summary>The line of a row, and a check that both readers see the same there.</summary>
    /// <exception cref="ReadersDisagreeException">They do not.</exception>
    public long LineOf(long row, FileHeader header, string[] fields)
    {
        if (part.Part.Format == InputFormat.Parquet)
        {
            return row + 1;
        }

        var record = Advance(row);
        var isSame = record is { Fault: null }
            && header.Names.Select((name, i) => (Mine: record.Fields[rows!.Header.IndexOf(name)], Theirs: fields[i])).All(pair => pair.Mine == pair.Theirs);
        return isSame ? record!.Line : throw new ReadersDisagreeException();
    }

    public void Dispose() => rows?.Dispose();

    private TextRecord? Advance(long row)
    {
        rows ??= PartSource.OpenText(part);
        for (; next <= row; next++)
        {
            current = rows.Read();
        }

        return current;
    }
}

/// <summary>DuckDB and our own reader take a CSV file for different rows: ours, which goes on after what is unsound, is to read it.</summary>
internal sealed class ReadersDisagreeException() : Exception("The readers of a CSV file disagree.");
