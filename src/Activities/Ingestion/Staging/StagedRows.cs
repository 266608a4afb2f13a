using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>Every sound row of a table's parts, as the query <see cref="Accepted"/>: <c>ordinal</c> and the table's columns.</summary>
internal sealed class StagedRows
{
    private StagedRows(string accepted, long read, bool mayRepeatKeys)
    {
        Accepted = accepted;
        Read = read;
        MayRepeatKeys = mayRepeatKeys;
    }

    /// <summary>The rows, as SQL.</summary>
    public string Accepted { get; }

    /// <summary>Rows in the parts, sound or not.</summary>
    public long Read { get; }

    /// <summary>Whether two rows may have one key; false only where it is certain that none do.</summary>
    public bool MayRepeatKeys { get; }

    /// <summary>Reads the parts.</summary>
    /// <param name="database">Where they are staged.</param>
    /// <param name="table">The table.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="rejects">Takes the rows that are not sound.</param>
    /// <param name="isCareful">Whether every text is to be read by our own reader.</param>
    /// <param name="progress">Hears how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReadersDisagreeException">Only our own reader can be trusted with these parts.</exception>
    public static async Task<StagedRows> ReadAsync(
        IngestDatabase database, LoadTable table, IReadOnlyList<PreparedPart> parts, RejectsFile rejects, bool isCareful, Action<long> progress, CancellationToken cancellationToken)
    {
        var judged = new JudgedRows(database, table, rejects);
        judged.Create();
        var sources = new List<PartSource>();
        var read = 0L;
        foreach (var part in parts)
        {
            var source = part.Part.Format switch
            {
                InputFormat.Parquet => PartSource.OfParquet(part, table, database),
                InputFormat.Csv when !isCareful => await PartSource.OfCsvAsync(part, table, database, () => progress(0), cancellationToken),
                _ => null,
            };
            if (source is not null)
            {
                sources.Add(source);
                continue;
            }

            var before = read;
            read += judged.AddText(part, rows => progress(before + rows), cancellationToken);
        }

        if (sources.Count == 0)
        {
            progress(read);
            return new StagedRows(judged.Query, read, mayRepeatKeys: true);
        }

        return await JudgeAsync(database, table, sources, judged, read, progress, cancellationToken);
    }

    private static async Task<StagedRows> JudgeAsync(
        IngestDatabase database, LoadTable table, List<PartSource> sources, JudgedRows judged, long readByUs, Action<long> progress, CancellationToken cancellationToken)
    {
        var fast = string.Join(" UNION ALL ", sources.Select(source => FastSql.Of(table, source.Source, source.Ordinal, source.Columns)));
        var distinct = table.Fast is null ? "0" : $"count(DISTINCT hash({table.KeyList}))";
        var counts = await database.NumbersAsync($"SELECT count(*), count(*) FILTER (ok), {distinct} FROM ({fast})", () => progress(readByUs), cancellationToken);
        var (rows, sound) = (counts[0], counts[1]);
        progress(readByUs + rows);
        if (rows == sound && readByUs == 0)
        {
            return new StagedRows($"SELECT * EXCLUDE (ok) FROM ({fast})", rows, mayRepeatKeys: counts[2] != rows);
        }

        foreach (var source in sources)
        {
            var open = $"SELECT ordinal - {Sql.Number(PartSource.OrdinalOf(source.Part, 0))} FROM ({FastSql.Of(table, source.Source, source.Ordinal, source.Columns)}) WHERE NOT ok";
            await judged.AddOpenAsync(source, open, _ => progress(readByUs + rows), cancellationToken);
        }

        return new StagedRows($"SELECT * EXCLUDE (ok) FROM ({fast}) WHERE ok UNION ALL {judged.Query}", readByUs + rows, mayRepeatKeys: true);
    }
}
