using Notify.Activities.Embedding;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Brings features and embeddings up to date along the same edges as a full run, computing only what changed.</summary>
[Workflow]
public sealed class DeltaUpdateWorkflow
{
    private readonly StageLog log = new();

    [WorkflowRun]
    public async Task<PipelineResult> RunAsync()
    {
        var features = await log.RunAsync("features", () => Workflow.ExecuteChildWorkflowAsync(
            (FeatureWorkflow w) => w.RunAsync(), StageOptions.Of("features")));
        var (users, campaigns) = await EmbeddingStages.RunAsync(log, new EmbedRequest());
        return new PipelineResult
        {
            Features = features,
            Embeddings = users,
            Campaigns = campaigns,
            Stages = log.Stages,
        };
    }

    /// <summary>Every stage begun so far.</summary>
    [WorkflowQuery("status")]
    public IReadOnlyList<PipelineStage> Status() => log.Stages;
}
