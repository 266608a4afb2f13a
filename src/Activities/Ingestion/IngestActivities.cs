using Notify.Activities.Progress;
using Notify.Domain.Ingestion;
using Temporalio.Activities;

namespace Notify.Activities.Ingestion;

/// <summary>Brings a shop's files into the base tables.</summary>
public sealed class IngestActivities(CsvIngestion ingestion, StepReporter reporter)
{
    /// <param name="folder">Folder of CSV files, as this worker sees it.</param>
    [Activity]
    public Task<IngestReport> LoadFolderAsync(string folder) => ingestion.LoadAsync(
        folder,
        progress => reporter.Report($"ingest {progress.File}", progress.Rows, 0),
        ActivityExecutionContext.Current.CancellationToken);
}
