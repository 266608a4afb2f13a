namespace Temporalio.Tests.Worker;

/// <summary>The semaphore and the mutex of workflow code.</summary>
public sealed class SemaphoreTests
{
    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 1000)]
    [InlineData(2, 0)]
    public async Task Semaphore_MoreTasksThanPermits_LetsThemInAsTheyCame(int permits, int cached)
    {
        await using var harness = await StartAsync(cached);

        var handle = await harness.Client.StartWorkflowAsync((TurnsWorkflow wf) => wf.RunAsync(permits, 5), WorkerHarness.NewWorkflow());

        Assert.Equal(["0", "1", "2", "3", "4", $"at most {permits}", $"{permits} of {permits} free"], await handle.GetResultAsync());
    }

    [Fact]
    public async Task Mutex_HeldByAnother_IsWaitedForUntilTimeoutCancellationOrRelease()
    {
        await using var harness = await StartAsync(1000);

        var handle = await harness.Client.StartWorkflowAsync((MutexWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        Assert.Equal(
            ["False", "False", "cancelled", "True", "InvalidOperationException", "ArgumentException"], await handle.GetResultAsync());
    }

    [Fact]
    public void Semaphore_OutsideOfAWorkflow_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new Workflows.Semaphore(1));

    private static Task<WorkerHarness> StartAsync(int cached) => WorkerHarness.StartAsync(options =>
    {
        options.MaxCachedWorkflows = cached;
        options.AddWorkflow<TurnsWorkflow>().AddWorkflow<MutexWorkflow>();
    });
}
