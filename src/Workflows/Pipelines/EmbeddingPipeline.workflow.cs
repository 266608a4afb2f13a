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
        Workflow.CurrentDetails = "**Products**, then purchases, then users.";
        var products = await Workflow.ExecuteChildWorkflowAsync(
            (ProductEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("products", "embed products"));
        Workflow.CurrentDetails = "Products are done. **Purchases**, then users.";
        var purchases = await Workflow.ExecuteChildWorkflowAsync(
            (PurchaseEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("purchases", "embed purchases"));
        Workflow.CurrentDetails = "Products and purchases are done. **Users** are last.";
        var users = await Workflow.ExecuteChildWorkflowAsync(
            (UserEmbeddingWorkflow w) => w.RunAsync(request), StageOptions.Of("users", "embed users"));
        Workflow.CurrentDetails = "Products, purchases and users are done.";
        return new EmbeddingResult(products, purchases, users);
    }
}

/// <summary>Product embeddings: the encoder on each product's text.</summary>
[Workflow]
public sealed class ProductEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedProductsAsync(request), EmbeddingSteps.Of("products"));
}

/// <summary>Purchase embeddings: each its product's, weighed by the order.</summary>
[Workflow]
public sealed class PurchaseEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedPurchasesAsync(request), EmbeddingSteps.Of("purchases"));
}

/// <summary>User embeddings: what a customer bought, the recent counting more.</summary>
[Workflow]
public sealed class UserEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedUsersAsync(request), EmbeddingSteps.Of("users"));
}

/// <summary>Campaign embeddings, on their own: campaigns change without users changing, and the reverse.</summary>
[Workflow]
public sealed class CampaignEmbeddingWorkflow
{
    [WorkflowRun]
    public Task<EmbedReport> RunAsync(EmbedRequest request) => Workflow.ExecuteActivityAsync(
        (EmbeddingActivities a) => a.EmbedCampaignsAsync(request), EmbeddingSteps.Of("campaigns"));
}

internal static class EmbeddingSteps
{
    public static ActivityOptions Of(string what) => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(4),
        HeartbeatTimeout = TimeSpan.FromSeconds(60),
        RetryPolicy = new() { MaximumAttempts = 5 },
        Summary = $"embed {what}",
    };
}
