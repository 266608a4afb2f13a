using Notify.Activities.Ingestion;
using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Brings a shop's files into the base tables, as one load. Running it again changes nothing.</summary>
[Workflow]
public sealed class IngestWorkflow
{
    /// <param name="location">Folder of files, as the worker sees it, or <c>objects://prefix</c>.</param>
    [WorkflowRun]
    public async Task<IngestReport> RunAsync(string location)
    {
        PipelineAttributes.Complete(PipelineKind.Ingest);
        var plan = await Workflow.ExecuteActivityAsync(
            (IngestActivities a) => a.PlanLoadAsync(location),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(10),
                RetryPolicy = new() { MaximumAttempts = 5 },
                Summary = "look which files there are",
            });
        var reports = new List<FileReport>();
        foreach (var file in plan.Files)
        {
            Workflow.CurrentDetails = $"Loading **{file}**, file {reports.Count + 1} of {plan.Files.Count}.";
            reports.Add(await Workflow.ExecuteActivityAsync(
                (IngestActivities a) => a.LoadFileAsync(new FileLoad(plan.Load, location, file)),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromHours(2),
                    HeartbeatTimeout = TimeSpan.FromSeconds(60),
                    RetryPolicy = new() { MaximumAttempts = 5 },
                    Summary = Summary.Of($"ingest {file}"),
                }));
        }

        await Workflow.ExecuteActivityAsync(
            (IngestActivities a) => a.CompleteLoadAsync(new LoadCompletion(plan, reports)),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                RetryPolicy = new() { MaximumAttempts = 5 },
                Summary = Summary.Of($"complete load {plan.Load}"),
            });
        Workflow.CurrentDetails = $"All {plan.Files.Count} files are loaded, as load {plan.Load}.";
        return new IngestReport(reports, plan.Load);
    }
}
