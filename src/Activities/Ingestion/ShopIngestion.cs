using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Inputs;
using Notify.Activities.Ingestion.Loads;
using Notify.Activities.Ingestion.Staging;
using Notify.Domain.Ingestion;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion;

/// <summary>
/// Brings a shop's files into the base tables: <c>users</c>, <c>user_preferences</c> (optional), <c>products</c>,
/// <c>campaigns</c> and <c>purchases</c>, as CSV, Parquet or JSON lines, from a folder or from <c>objects://prefix</c>.
/// Loading the same files again changes nothing.
/// </summary>
public sealed class ShopIngestion(ITables tables, IObjects objects, ChangeLog changes, ErasureList erasures, IngestOptions options)
{
    private readonly LoadCatalog catalog = new(objects);

    /// <summary>Checks that the files are there and have their columns, before anything is written.</summary>
    /// <param name="location">A folder, or <c>objects://prefix</c>.</param>
    /// <param name="cancellationToken">Stops the checking.</param>
    /// <returns>The load to come.</returns>
    /// <exception cref="IngestException">A folder, file or column is missing.</exception>
    public async Task<LoadPlan> PlanAsync(string location, CancellationToken cancellationToken = default)
    {
        var delivery = await Delivery.OpenAsync(location, objects, cancellationToken);
        var missing = LoadTables.All.Where(table => !table.IsOptional && delivery.Inputs.All(input => input.Table != table)).Select(table => $"{table.Name}.csv").ToArray();
        if (delivery.Inputs.Count == 0 || (missing.Length > 0 && !options.AllowMissingFiles))
        {
            throw new IngestException(
                $"{location}: {string.Join(", ", missing)} not found (nor with {InputPart.Endings}). Put the files there, or allow missing files where a delivery holds only what changed; nothing was written.");
        }

        await RequireColumnsAsync(delivery, cancellationToken);
        return await catalog.PlanAsync([.. delivery.Inputs.Select(input => input.Name)], cancellationToken);
    }

    /// <summary>Loads one file of a load. It counts when the load is completed; until then it may be repeated.</summary>
    /// <param name="load">The load's id.</param>
    /// <param name="location">Where the files are.</param>
    /// <param name="file">One of <see cref="LoadPlan.Files"/>.</param>
    /// <param name="progress">Hears how far it is, on the calling flow.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="IngestException">The file is missing, unreadable, unknown, or lacks a column.</exception>
    public async Task<FileReport> LoadFileAsync(
        string load, string location, string file, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var delivery = await Delivery.OpenAsync(location, objects, cancellationToken);
        var input = delivery.Inputs.FirstOrDefault(input => input.Name == file)
            ?? throw new IngestException($"{location}: '{file}' is no input; there are {string.Join(", ", delivery.Inputs.Select(input => input.Name))}.");
        return await new TableLoad(tables, catalog, changes, erasures, options, progress).RunAsync(load, delivery, input, cancellationToken);
    }

    /// <summary>Makes a load count, once every file of it is loaded.</summary>
    /// <exception cref="IngestException">Another load was completed meanwhile.</exception>
    public Task CompleteAsync(LoadPlan plan, IReadOnlyList<FileReport> files, CancellationToken cancellationToken = default) =>
        catalog.CompleteAsync(plan, files, cancellationToken);

    /// <summary>Plans, loads and completes.</summary>
    /// <param name="location">A folder, or <c>objects://prefix</c>.</param>
    /// <param name="progress">Hears how far it is, on the calling flow.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="IngestException">A folder, file or column is missing.</exception>
    public async Task<IngestReport> IngestAsync(string location, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(location, cancellationToken);
        var reports = new List<FileReport>();
        foreach (var file in plan.Files)
        {
            reports.Add(await LoadFileAsync(plan.Load, location, file, progress, cancellationToken));
        }

        await CompleteAsync(plan, reports, cancellationToken);
        return new IngestReport(reports, plan.Load);
    }

    /// <summary>Refuses the delivery when any part of it lacks a column, naming all of them at once.</summary>
    private async Task RequireColumnsAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var work = WorkFolder.Open(options.WorkFolder, $"ingest-check-{Guid.NewGuid():N}");
        using var database = IngestDatabase.Open(work.Path, options);
        var preparation = new PartPreparation(delivery, work.Path);
        var faults = new List<string>();
        foreach (var (table, part) in delivery.Inputs.SelectMany(input => input.Parts.Select(part => (input.Table, part))))
        {
            var peeked = await preparation.PeekAsync(part, cancellationToken);
            if (Drift(table, part, PartSource.HeaderOf(peeked, database)) is { } fault)
            {
                faults.Add(fault);
            }
        }

        if (faults.Count > 0)
        {
            throw new IngestException($"{string.Join("\n", faults)}\nAdd the columns or rename those that are meant; nothing was written.");
        }
    }

    private static string? Drift(LoadTable table, InputPart part, FileHeader header)
    {
        var missing = header.Missing(table.Required);
        if (missing.Count == 0)
        {
            return null;
        }

        var known = table.Known.Select(FileHeader.Plain).ToHashSet(StringComparer.Ordinal);
        var others = header.Names.Where(name => !known.Contains(FileHeader.Plain(name))).ToArray();
        var renamed = missing.Select(column => (Column: column, Name: ColumnSuggestion.For(column, others)))
            .Where(pair => pair.Name is not null).Select(pair => $"'{pair.Name}' may be {pair.Column}").ToArray();
        return $"{part.Location}: the header lacks {string.Join(", ", missing)}. It has: {string.Join(", ", header.Names)}."
            + (renamed.Length > 0 ? $" {string.Join("; ", renamed)}." : "");
    }
}
