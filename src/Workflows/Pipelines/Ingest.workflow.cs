using Notify.Activities.Ingestion;
using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Brings a folder of a shop's files into the base tables. Running it again changes nothing.</summary>
[Workflow]
public sealed class IngestWorkflow
{
    /// <param name="folder">Folder of CSV files, as the worker sees it.</param>
    [WorkflowRun]
    public async Task<IngestReport> RunAsync(string folder)
    {
        PipelineAttributes.Complete(PipelineKind.Ingest);
        var files = await Workflow.ExecuteActivityAsync(
            (IngestActivities a) => a.CheckFolder(folder),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                RetryPolicy = new() { MaximumAttempts = 5 },
                Summary = "look which files there are",
            });
        var reports = new List<FileReport>();
        foreach (var file in files)
        {
            Workflow.CurrentDetails = $"Loading **{file}**, file {reports.Count + 1} of {files.Count}.";
            reports.Add(await Workflow.ExecuteActivityAsync(
                (IngestActivities a) => a.LoadFileAsync(folder, file),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromHours(2),
                    HeartbeatTimeout = TimeSpan.FromSeconds(60),
                    RetryPolicy = new() { MaximumAttempts = 5 },
                    Summary = Summary.Of($"ingest {file}"),
                }));
        }

        Workflow.CurrentDetails = $"All {files.Count} files are loaded.";
        return new IngestReport(reports);
    }
}
