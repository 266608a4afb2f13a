using Notify.Activities.Embedding;
using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>
/// Brings features and embeddings up to date along the same edges as a full run, reading and computing only what changed
/// since the last run that ended well. The result is that of a full run at the same moment, but for what only the
/// passing of days changes: that is left to the daily one.
/// </summary>
[Workflow]
public sealed class DeltaUpdateWorkflow
{
    private readonly StageLog log = new();

    [WorkflowRun]
    public async Task<PipelineResult> RunAsync()
    {
        PipelineAttributes.Complete(PipelineKind.Delta);
        log.Begin(Stage.Features, Stage.Embeddings, Stage.Campaigns);
        var scope = await ChangeSteps.FindAsync();
        if (scope.IsEmpty)
        {
            Workflow.CurrentDetails = "**Nothing changed** since the last run.";
            return new PipelineResult { Stages = log.Stages };
        }

        var features = await log.RunAsync(Stage.Features, () => Workflow.ExecuteChildWorkflowAsync(
            (FeatureWorkflow w) => w.RunAsync(scope), StageOptions.Of(Stage.Features, "features of users and products")));
        var (users, campaigns) = await EmbeddingStages.RunAsync(log, new EmbedRequest(Changes: scope));
        await ChangeSteps.CompleteAsync(scope);
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
