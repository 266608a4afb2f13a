using Notify.Activities.Changes;
using Notify.Activities.Features;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Computes what purchases and clicks say about users and products.</summary>
[Workflow]
public sealed class FeatureWorkflow
{
    /// <param name="changes">What changed; null to compute all there is.</param>
    [WorkflowRun]
    public Task<FeatureReport> RunAsync(ChangeScope? changes = null)
    {
        var request = new FeatureRequest(Workflow.UtcNow, changes);
        return Workflow.ExecuteActivityAsync(
            (FeatureActivities a) => a.ComputeAsync(request),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromHours(1),
                HeartbeatTimeout = TimeSpan.FromSeconds(60),
                RetryPolicy = new() { MaximumAttempts = 5 },
                Summary = "compute features from purchases and clicks",
            });
    }
}
