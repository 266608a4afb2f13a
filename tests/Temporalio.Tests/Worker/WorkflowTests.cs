using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Worker;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_ActivitiesAndTimer_ReturnsTheirResults(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var result = await harness.Client.ExecuteWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("world"), WorkerHarness.NewWorkflow());
        Assert.Equal("Hello, world! Hello, a! Hello, b!", result);
        Assert.Empty(harness.Server.FailedTasks);
    }
}
