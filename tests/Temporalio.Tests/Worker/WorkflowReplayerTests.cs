using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

public sealed class WorkflowReplayerTests
{
    [Fact]
    public async Task Replay_ChangedCode_IsNondeterministic()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("world"), WorkerHarness.NewWorkflow());
        await handle.GetResultAsync();
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ChangedGreetingWorkflow>());
        var e = await Assert.ThrowsAsync<WorkflowNondeterminismException>(
            async () => await replayer.ReplayWorkflowAsync(await harness.HistoryAsync(handle.Id)));
        Assert.Contains("[TMPRL1100]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_UnknownWorkflow_SaysWhichAreKnown()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((CountdownWorkflow wf) => wf.RunAsync(0), WorkerHarness.NewWorkflow());
        await handle.GetResultAsync();
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<GreetingWorkflow>());
        var result = await replayer.ReplayWorkflowAsync(await harness.HistoryAsync(handle.Id), throwOnReplayFailure: false);
        Assert.Contains("available workflows: GreetingWorkflow", result.ReplayFailure!.Message, StringComparison.Ordinal);
    }
}
