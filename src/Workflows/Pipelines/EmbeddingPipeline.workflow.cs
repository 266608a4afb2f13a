using Notify.Activities.Embedding;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>The embedding hierarchy, one level after another: each is made of the one before.</summary>
[Workflow]
public sealed class EmbeddingPipelineWorkflow
{
    [WorkflowRun]
    public async Task<EmbeddingResult> RunAsync(EmbedRequest request)
    {
        var products = await Workflow.ExecuteChildWorkflowAsync(
            (ProductEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("products"));
        var purchases = await Workflow.ExecuteChildWorkflowAsync(
            (PurchaseEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("purchases"));
        var users = await Workflow.ExecuteChildWorkflowAsync(
            (UserEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("users"));
        return new EmbeddingResult(products, purchases, users);
    }
}

/// <summary>Product embeddings: the encoder on each product's text.</summary>
[Workflow]
public sealed class ProductEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedProductsAsync(request), EmbeddingSteps.Options);
}

/// <summary>Purchase embeddings: each its product's, weighed by the order.</summary>
[Workflow]
public sealed class PurchaseEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedPurchasesAsync(request), EmbeddingSteps.Options);
}

/// <summary>User embeddings: what a customer bought, the recent counting more.</summary>
[Workflow]
public sealed class UserEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedUsersAsync(request), EmbeddingSteps.Options);
}

/// <summary>Campaign embeddings, on their own: campaigns change without users changing, and the reverse.</summary>
[Workflow]
public sealed class CampaignEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedCampaignsAsync(request), EmbeddingSteps.Options);
}

internal static class EmbeddingSteps
{
    public static ActivityOptions Options => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(4),
        HeartbeatTimeout = TimeSpan.FromSeconds(60),
        RetryPolicy = new() { MaximumAttempts = 5 },
    };
}
