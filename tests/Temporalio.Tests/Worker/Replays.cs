using Temporalio.Api.Enums.V1;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>That a history follows from the code that made it.</summary>
internal static class Replays
{
    /// <summary>Fails when a task of the workflow failed, or its history does not replay.</summary>
    public static async Task RequireAsync(WorkerHarness harness, string workflowId)
    {
        var history = await harness.HistoryAsync(workflowId);
        Assert.DoesNotContain(history.Events, item => item.EventType == EventType.WorkflowTaskFailed);
        var options = new WorkflowReplayerOptions();
        foreach (var workflow in WorkerHarness.Workflows)
        {
            options.AddWorkflow(workflow);
        }

        var result = await new WorkflowReplayer(options).ReplayWorkflowAsync(history);
        Assert.Null(result.ReplayFailure);
    }
}
