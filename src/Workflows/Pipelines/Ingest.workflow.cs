using Notify.Activities.Ingestion;
using Notify.Domain.Ingestion;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Brings a folder of a shop's files into the base tables. Running it again changes nothing.</summary>
[Workflow]
public sealed class IngestWorkflow
{
    /// <param name="folder">Folder of CSV files, as the worker sees it.</param>
    [WorkflowRun]
    public Task<IngestReport> RunAsync(string folder) => Workflow.ExecuteActivityAsync(
        (IngestActivities a) => a.LoadFolderAsync(folder),
        new()
        {
            StartToCloseTimeout = TimeSpan.FromHours(2),
            HeartbeatTimeout = TimeSpan.FromSeconds(60),
            RetryPolicy = new() { MaximumAttempts = 5 },
            Summary = $"ingest {folder}",
        });
}
