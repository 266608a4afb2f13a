using Notify.Activities.Embedding;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>The part that full and delta runs share: users and campaigns embedded side by side.</summary>
internal static class EmbeddingStages
{
    /// <summary>One failing never stops the other; only when both have ended does a failure come out.</summary>
    public static async Task<(EmbeddingResult Users, EmbedReport Campaigns)> RunAsync(StageLog log, EmbedRequest request)
    {
        var users = log.RunAsync(Stage.Embeddings, () => Workflow.ExecuteChildWorkflowAsync(
            (EmbeddingPipelineWorkflow w) => w.RunAsync(request), StageOptions.Of(Stage.Embeddings, "embeddings of products, purchases and users")));
        var campaigns = log.RunAsync(Stage.Campaigns, () => Workflow.ExecuteChildWorkflowAsync(
            (CampaignEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of(Stage.Campaigns, "embeddings of campaigns")));
        try
        {
            await Workflow.WhenAllAsync(users, campaigns);
        }
        catch (FailureException)
        {
            // Both have ended by now; awaiting them below throws what is to be thrown
        }

        return (await users, await campaigns);
    }
}
