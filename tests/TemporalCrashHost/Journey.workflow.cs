using Temporalio.Workflows;

namespace TemporalCrashHost;

/// <summary>The workflow <c>journey</c> of the scenario files: in every round a timer, an activity, a child and a signal.</summary>
[Workflow("journey")]
public sealed class JourneyWorkflow
{
    private static readonly ActivityOptions Activity = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(1),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50) },
    };

    private readonly List<string> received = [];

    [WorkflowRun]
    public async Task<IReadOnlyCollection<string>> RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Workflow.DelayAsync(30);
            await Workflow.ExecuteActivityAsync<string>("echo", [$"round {round}"], Activity);
            await Workflow.ExecuteChildWorkflowAsync<string>(
                "journeyChild", [round], new ChildWorkflowOptions { Id = $"{Workflow.Info.WorkflowId}/{round}", TaskTimeout = TimeSpan.FromSeconds(1) });
            var expected = round + 1;
            await Workflow.WaitConditionAsync(() => received.Count >= expected);
        }

        return received;
    }

    [WorkflowSignal("add")]
    public Task AddAsync(string value)
    {
        received.Add(value);
        return Task.CompletedTask;
    }
}

/// <summary>The workflow <c>journeyChild</c> of the scenario files.</summary>
[Workflow("journeyChild")]
public sealed class JourneyChildWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int round)
    {
        await Workflow.DelayAsync(10);
        return $"child {round}";
    }
}
