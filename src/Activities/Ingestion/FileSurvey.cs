using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Notify.Activities.Ingestion.Csv;
using Notify.Domain.Ingestion;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Ingestion;

/// <summary>
/// What a first reading of a file tells: which rows are set aside, and where keys repeat. The second reading then
/// gives each key's last sound row and no other, so that repeating the ingestion finds nothing to change.
/// </summary>
/// <remarks>Holds 16 bytes per row while it reads, for any length of key.</remarks>
internal sealed class FileSurvey<T>
    where T : class
{
    private const int ReportEvery = 5000;

    private readonly TableDefinition<T> table;
    private readonly Dictionary<UInt128, long> lastLines = [];

    private FileSurvey(TableDefinition<T> table) => this.table = table;

    /// <summary>Rows in the file, sound or not.</summary>
    public long Read { get; private set; }

    /// <summary>Sound rows that a later row replaces.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Reads the whole file.</summary>
    public static FileSurvey<T> Of(
        string path, RowFormat<T> format, TableDefinition<T> table, RejectsFile rejects, Action<long> progress, CancellationToken cancellationToken)
    {
        var survey = new FileSurvey<T>(table);
        var seen = new HashSet<UInt128>();
        using var rows = CsvRows.Open(path);
        while (rows.Read() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            survey.Read++;
            if (record.Fault is { } fault)
            {
                rejects.Add([new Reject(record.Line, "", record.Text, fault)]);
            }
            else if (format.Read(new RowFields(rows.Header, record.Fields, record.Line), out var row) is { Count: > 0 } reasons)
            {
                rejects.Add(reasons);
            }
            else
            {
                survey.Note(seen, survey.KeyOf(row!), record.Line);
            }

            if (survey.Read % ReportEvery == 0)
            {
                progress(survey.Read);
            }
        }

        progress(survey.Read);
        return survey;
    }

    /// <summary>Reads the file again: each key's last sound row.</summary>
    public IEnumerable<T> Rows(string path, RowFormat<T> format, CancellationToken cancellationToken)
    {
        using var rows = CsvRows.Open(path);
        while (rows.Read() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Fault is not null || format.Read(new RowFields(rows.Header, record.Fields, record.Line), out var row).Count > 0)
            {
                continue;
            }

            if (lastLines.Count == 0 || !lastLines.TryGetValue(KeyOf(row!), out var last) || last == record.Line)
            {
                yield return row!;
            }
        }
    }

    private void Note(HashSet<UInt128> seen, UInt128 key, long line)
    {
        if (!seen.Add(key))
        {
            Duplicates++;
            lastLines[key] = line;
        }
    }

    // A cryptographic hash: two keys that fell together would lose a row in silence.
    private UInt128 KeyOf(T row)
    {
        var key = RecordShape.Of<T>().KeyOf(row, table);
        var text = $"{key[0].Length}:{string.Concat(key)}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
