using Temporalio.Workflows;

namespace TemporalThroughput;

/// <summary>The workflow <c>cycle</c>, which <c>ts/workflows.js</c> has too: a timer and an activity, again and again.</summary>
[Workflow("cycle")]
public sealed class CycleWorkflow
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(60) };

    [WorkflowRun]
    public async Task RunAsync(int cycles, int milliseconds)
    {
        for (var i = 0; i < cycles; i++)
        {
            // The server counts from the end of this workflow task, so what is measured is a little too long, never too short
            var due = new DateTimeOffset(Workflow.UtcNow).AddMilliseconds(milliseconds).ToUnixTimeMilliseconds();
            await Workflow.DelayAsync(milliseconds);
            await Workflow.ExecuteActivityAsync("mark", [due], Options);
        }
    }
}
