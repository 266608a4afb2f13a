using System.Globalization;
using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;
using Notify.Activities.Ingestion.Loads;
using Notify.Activities.Ingestion.Staging;
using Notify.Activities.Ingestion.Writing;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion;

/// <summary>
/// Loads one table: read, judge, compare with what was loaded before, keep what changed as a snapshot, write that to the
/// table, tell the change log. Nothing counts before the load's manifest is there, so whatever a crash left is done again.
/// </summary>
internal sealed class TableLoad(
    ITables tables, LoadCatalog catalog, ChangeLog changes, ErasureList erasures, IngestOptions options, IProgress<IngestProgress>? progress)
{
    private long rows;

    /// <summary>Loads it.</summary>
    /// <param name="load">The load's id; the same for a repeat.</param>
    /// <param name="delivery">Where the files are.</param>
    /// <param name="input">The table and its files.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public async Task<FileReport> RunAsync(string load, Delivery delivery, TableInput input, CancellationToken cancellationToken)
    {
        using var work = WorkFolder.Open(options.WorkFolder, $"ingest-{load}-{input.Table.Name}");
        var parts = await new PartPreparation(delivery, work.Path).PrepareAsync(input, () => Checking(input), cancellationToken);
        var fingerprint = PartPreparation.Fingerprint(parts);
        var loads = await catalog.ReadAsync(load, cancellationToken);
        if (await input.Table.IsEmptyAsync(tables, cancellationToken))
        {
            // Whatever was loaded is gone with the table: all of it is new again
            loads = [];
        }

        var erased = await erasures.CurrentAsync(cancellationToken);
        if (input.Table.Person is not null && erased.Position > 0)
        {
            // The same files give other rows once somebody was erased, or let back in
            fingerprint += string.Create(CultureInfo.InvariantCulture, $"@{erased.Position}");
        }

        return Repeated(loads, input, fingerprint) ?? await LoadAsync(load, input, parts, fingerprint, loads, erased, work.Path, cancellationToken);
    }

    /// <summary>The report of files that are what was loaded last; null when they have to be read.</summary>
    private FileReport? Repeated(IReadOnlyList<LoadManifest> loads, TableInput input, string fingerprint)
    {
        var last = loads.SelectMany(load => load.Files).LastOrDefault(file => file.Table == input.Table.TableName);
        if (last?.Fingerprint != fingerprint || last.Rejected > 0 || last.Gaps.Values.Any(gap => gap > 0))
        {
            return null;
        }

        using var rejects = new RejectsFile(options.RejectsFolder, input.Name, input.Table.IsPersonal);
        rejects.Clear();
        rows = last.Read;
        Checking(input);
        return last with { File = input.Name, Written = 0, Unchanged = last.Written + last.Unchanged, Snapshot = null, IsAnew = false };
    }

    private async Task<FileReport> LoadAsync(
        string load, TableInput input, IReadOnlyList<PreparedPart> parts, string fingerprint, IReadOnlyList<LoadManifest> loads, ErasedUsers erased, string folder, CancellationToken cancellationToken)
    {
        var table = input.Table;
        using var database = IngestDatabase.Open(folder, options);
        using var rejects = new RejectsFile(options.RejectsFolder, input.Name, table.IsPersonal);
        var staged = await StageAsync(database, input, parts, rejects, cancellationToken);
        var kept = await KeptRows.OfAsync(database, table, staged, parts, erased, rejects, () => Checking(input), cancellationToken);
        var earlier = await EarlierRows.FetchAsync(catalog, loads, table.TableName, folder, () => Checking(input), cancellationToken);
        var snapshot = Path.Combine(folder, "changed.parquet");
        await database.ExecuteAsync(
            $"COPY (SELECT * EXCLUDE (ordinal) FROM ({EarlierRows.Changed(table, kept.Query, earlier)}) ORDER BY {table.KeyList}) TO {Sql.Text(snapshot)} (FORMAT parquet, COMPRESSION snappy)",
            () => Checking(input),
            cancellationToken);
        var written = (await database.NumbersAsync($"SELECT count(*) FROM {Sql.Parquet([snapshot])}", () => Checking(input), cancellationToken))[0];
        var gaps = new Dictionary<string, long>();
        // With no load before this one the snapshot has every row, and a column of it is read faster than the files again
        var naming = earlier.Count == 0 ? $"SELECT * FROM {Sql.Parquet([snapshot])}" : kept.Query;
        foreach (var reference in table.References)
        {
            var known = await KnownAsync(load, loads, reference.TableName, folder, input, cancellationToken);
            gaps[reference.Column] = await new GapCount(database, tables).CountAsync(reference, naming, known, () => Checking(input), cancellationToken);
        }

        var key = LoadCatalog.PartKey(table.TableName, load, 0);
        if (written > 0)
        {
            await KeepAsync(load, key, database, table, input, snapshot, cancellationToken);
        }

        return new FileReport
        {
            File = input.Name,
            Table = table.TableName,
            Read = staged.Read,
            Written = written,
            Unchanged = staged.Read - rejects.Rows - kept.Duplicates - written,
            Rejected = rejects.Rows,
            Duplicates = kept.Duplicates,
            Gaps = gaps,
            RejectsFile = rejects.Path,
            Fingerprint = fingerprint,
            Snapshot = written > 0 ? key : null,
            IsAnew = loads.Count == 0,
        };
    }

    private async Task<StagedRows> StageAsync(
        IngestDatabase database, TableInput input, IReadOnlyList<PreparedPart> parts, RejectsFile rejects, CancellationToken cancellationToken)
    {
        void Heard(long read)
        {
            rows = Math.Max(rows, read);
            Checking(input);
        }

        rejects.Clear();
        try
        {
            return await StagedRows.ReadAsync(database, input.Table, parts, rejects, isCareful: false, Heard, cancellationToken);
        }
        catch (ReadersDisagreeException)
        {
            rejects.Clear();
            return await StagedRows.ReadAsync(database, input.Table, parts, rejects, isCareful: true, Heard, cancellationToken);
        }
    }

    /// <summary>The snapshots of a table that is named, with what this load has brought to it.</summary>
    private async Task<IReadOnlyList<string>> KnownAsync(
        string load, IReadOnlyList<LoadManifest> loads, string tableName, string folder, TableInput input, CancellationToken cancellationToken)
    {
        var known = (await EarlierRows.FetchAsync(catalog, loads, tableName, folder, () => Checking(input), cancellationToken)).ToList();
        var key = LoadCatalog.PartKey(tableName, load, 0);
        if (await catalog.IsThereAsync(key, cancellationToken))
        {
            var path = Path.Combine(folder, $"{tableName}-now.parquet");
            await catalog.FetchAsync(key, path, cancellationToken);
            known.Add(path);
        }

        return known;
    }

    private async Task KeepAsync(
        string load, string key, IngestDatabase database, LoadTable table, TableInput input, string snapshot, CancellationToken cancellationToken)
    {
        await catalog.PutAsync(key, snapshot, cancellationToken);
        await new TableWriter(tables, table, options.BatchRows).WriteAsync(
            database, snapshot, written => progress?.Report(new IngestProgress(input.Name, IngestStage.Writing, written)), cancellationToken);
        await ChangedKeys.AppendAsync(changes, database, table, load, snapshot, () => Checking(input), cancellationToken);
    }

    private void Checking(TableInput input) => progress?.Report(new IngestProgress(input.Name, IngestStage.Checking, rows));
}
