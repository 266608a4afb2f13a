using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Csv;

/// <summary>The rows of a CSV file, one after another, its separator found from the header.</summary>
internal sealed class CsvRows : IDisposable
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly StreamReader reader;
    private readonly CsvRecords records;

    private CsvRows(StreamReader reader, char delimiter, string path)
    {
        this.reader = reader;
        records = new CsvRecords(reader, delimiter);
        Header = records.Next(expectedFields: null) is { Fault: null } header
            ? new FileHeader(header.Fields)
            : throw new IngestException($"{path}: there is no header; the first line must name the columns.");
    }

    /// <summary>The first line.</summary>
    public FileHeader Header { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="IngestException">It cannot be read, or has no header.</exception>
    public static CsvRows Open(string path)
    {
        StreamReader? reader = null;
        try
        {
            var delimiter = DelimiterOf(path);
            reader = new StreamReader(path, new FileStreamOptions { Options = FileOptions.SequentialScan });
            return new CsvRows(reader, delimiter, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reader?.Dispose();
            throw new IngestException($"{path}: cannot be read ({fault.Message}).", fault);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    /// <summary>The next row; null at the end.</summary>
    public CsvRecord? Read() => records.Next(Header.Names.Count);

    public void Dispose() => reader.Dispose();

    private static char DelimiterOf(string path)
    {
        var header = File.ReadLines(path).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        return Delimiters.MaxBy(candidate => header.Count(character => character == candidate));
    }
}
