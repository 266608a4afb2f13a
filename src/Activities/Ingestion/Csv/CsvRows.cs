using Notify.Activities.Ingestion.Inputs;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Csv;

/// <summary>The rows of a CSV file, one after another, its separator found from the header.</summary>
internal sealed class CsvRows : ITextRows
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly StreamReader reader;
    private readonly CsvRecords records;

    private CsvRows(string path, StreamReader reader)
    {
        this.reader = reader;
        Delimiter = DelimiterOf(path);
        records = new CsvRecords(reader, Delimiter);
        var header = records.Next(expectedFields: null);
        Header = header is { Fault: null }
            ? new FileHeader(header.Fields)
            : throw new IngestException($"{path}: there is no header; the first line must name the columns.");
        HeaderIsFirstLine = header.Line == 1 && !header.Fields.Any(name => name.Contains('\n', StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public FileHeader Header { get; }

    /// <summary>What stands between two fields.</summary>
    public char Delimiter { get; }

    /// <summary>Whether the header is the first physical line and no other.</summary>
    public bool HeaderIsFirstLine { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="IngestException">It cannot be read, or has no header.</exception>
    public static CsvRows Open(string path) => TextFile.Open(path, reader => new CsvRows(path, reader));

    /// <inheritdoc/>
    public TextRecord? Read() => records.Next(Header.Names.Count);

    public void Dispose() => reader.Dispose();

    private static char DelimiterOf(string path)
    {
        var header = File.ReadLines(path).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        return Delimiters.MaxBy(candidate => header.Count(character => character == candidate));
    }
}
