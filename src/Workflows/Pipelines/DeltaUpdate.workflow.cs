using Notify.Activities.Embedding;
using Notify.Workflows.Visibility;
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
        PipelineAttributes.Complete(PipelineKind.Delta);
        log.Begin(Stage.Features, Stage.Embeddings, Stage.Campaigns);
        var features = await log.RunAsync(Stage.Features, () => Workflow.ExecuteChildWorkflowAsync(
            (FeatureWorkflow w) => w.RunAsync(), StageOptions.Of(Stage.Features, "features of users and products")));
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
