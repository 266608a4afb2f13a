using Temporalio.Workflows;

namespace TemporalThroughput;

/// <summary>The workflow <c>once</c>, which <c>ts/workflows.js</c> has too: one activity.</summary>
[Workflow("once")]
public sealed class OnceWorkflow
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(60) };

    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync("mark", [0L], Options);
}
