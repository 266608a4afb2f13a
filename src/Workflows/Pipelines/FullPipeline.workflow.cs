using Notify.Activities.Embedding;
using Notify.Workflows.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>
/// Everything from a shop's files to deliveries under way: ingest, features, embeddings with the campaigns beside them,
/// plan. Each stage is a child workflow, so that each can be seen, and run again, by itself.
/// </summary>
[Workflow]
public sealed class FullPipelineWorkflow
{
    private readonly StageLog log = new();

    [WorkflowRun]
    public async Task<PipelineResult> RunAsync(PipelineInput input)
    {
        PipelineAttributes.Complete(PipelineKind.Full);
        log.Begin(StagesOf(input));
        var result = new PipelineResult();
        if (input.Glue is { } glue)
        {
            result = result with { GlueTables = await RunGlueAsync(Stage.Ingest, glue with { BaseTables = true, Features = false }) };
        }
        else if (input.DataFolder is { } folder)
        {
            var ingested = await log.RunAsync(Stage.Ingest, () => Workflow.ExecuteChildWorkflowAsync(
                (IngestWorkflow w) => w.RunAsync(folder), StageOptions.Of(Stage.Ingest, "ingest the shop's files")));
            result = result with { Ingested = ingested };
        }

        // Before anything is read: what changes meanwhile is left to the next delta run
        var scope = await ChangeSteps.FindAsync();
        if (input.Glue is not null)
        {
            result = result with { GlueTables = [.. result.GlueTables!, .. await RunGlueAsync(Stage.Features, input.Glue with { BaseTables = false, Features = true })] };
        }
        else
        {
            var features = await log.RunAsync(Stage.Features, () => Workflow.ExecuteChildWorkflowAsync(
                (FeatureWorkflow w) => w.RunAsync(null), StageOptions.Of(Stage.Features, "features of users and products")));
            result = result with { Features = features };
        }

        var (users, campaigns) = await EmbeddingStages.RunAsync(log, new EmbedRequest(input.Force));
        await ChangeSteps.CompleteAsync(scope);
        result = result with { Embeddings = users, Campaigns = campaigns };
        if (input.Plan)
        {
            var plans = await log.RunAsync(Stage.Plan, () => Workflow.ExecuteChildWorkflowAsync(
                (DailyPlanWorkflow w) => w.RunAsync(new DailyPlanInput()), StageOptions.Of(Stage.Plan, "plan the next 24 hours and start deliveries")));
            result = result with { Plans = plans };
        }

        return result with { Stages = log.Stages };
    }

    /// <summary>Every stage begun so far.</summary>
    [WorkflowQuery("status")]
    public IReadOnlyList<PipelineStage> Status() => log.Stages;

    private async Task<IReadOnlyList<GlueTableLoad>> RunGlueAsync(string stage, GlueIngestInput input)
    {
        var report = await log.RunAsync(stage, () => Workflow.ExecuteChildWorkflowAsync(
            (GlueIngestWorkflow w) => w.RunAsync(input), StageOptions.Of(stage, $"Glue's jobs: {stage}")));
        return report.Tables;
    }

    private static string[] StagesOf(PipelineInput input) =>
    [
        .. input.DataFolder is null && input.Glue is null ? (string[])[] : [Stage.Ingest],
        Stage.Features,
        Stage.Embeddings,
        Stage.Campaigns,
        .. input.Plan ? (string[])[Stage.Plan] : [],
    ];
}
