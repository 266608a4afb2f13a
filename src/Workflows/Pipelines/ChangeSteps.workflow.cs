using Notify.Activities.Changes;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>The part of a pipeline that keeps it in step with the change log.</summary>
internal static class ChangeSteps
{
    public static Task<ChangeScope> FindAsync() =>
        Workflow.ExecuteActivityAsync((ChangeActivities a) => a.FindChangesAsync(), Options("find what changed"));

    /// <summary>Call it when everything in the scope is done: a run that fails before is made good by the next.</summary>
    public static Task CompleteAsync(ChangeScope scope) =>
        Workflow.ExecuteActivityAsync((ChangeActivities a) => a.CompleteChangesAsync(scope), Options("note how far it is done"));

    private static ActivityOptions Options(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        RetryPolicy = new() { MaximumAttempts = 5 },
        Summary = summary,
    };
}
