using Notify.Activities.Progress;
using Notify.Storage.Changes;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Ingestion;

/// <summary>Brings a shop's files into the base tables, a file at a time.</summary>
public sealed class IngestActivities(CsvIngestion ingestion, ChangeLog changes, StepReporter reporter)
{
    /// <summary>Checks that a folder's files are there and have their columns, before anything is written.</summary>
    /// <param name="folder">Folder of CSV files, as this worker sees it.</param>
    /// <returns>The names of the files to load, in order.</returns>
    [Activity]
    public IReadOnlyList<string> CheckFolder(string folder)
    {
        try
        {
            return ingestion.Check(folder);
        }
        catch (IngestException fault)
        {
            throw Final(fault);
        }
    }

    /// <summary>Loads one file. Loading it again writes only what changed.</summary>
    [Activity]
    public async Task<FileReport> LoadFileAsync(string folder, string file)
    {
        var context = ActivityExecutionContext.Current;
        var progress = new Relay(reporter);
        try
        {
            var report = await ingestion.IngestFileAsync(folder, file, progress, context.CancellationToken);
            // Also when nothing was written: an attempt before this one may have been stopped between its rows and this
            await changes.AppendLoadAsync(InputFile.Of(file).TableName, context.Info.WorkflowRunId ?? file, context.CancellationToken);
            return report;
        }
        catch (IngestException fault)
        {
            throw Final(fault);
        }
    }

    /// <summary>A file does not mend itself: trying again would only delay the message.</summary>
    private static ApplicationFailureException Final(IngestException fault) =>
        new(fault.Message, fault, nameof(IngestException), nonRetryable: true);

    private sealed class Relay(StepReporter reporter) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) =>
            reporter.Report($"{(value.Stage == IngestStage.Checking ? "check" : "load")} {value.File}", value.Rows, 0);
    }
}
