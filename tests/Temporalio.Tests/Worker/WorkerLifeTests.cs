using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>How a worker comes and goes.</summary>
public sealed class WorkerLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Execute_WorkerGoesDown_AnotherTakesItsRunsOverAtOnce()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var handle = await environment.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(1), WorkerHarness.NewWorkflow());
        await ExecuteAsync(environment.Client, async () =>
        {
            // An answer means that the run is in this worker's memory, its next tasks bound for its own queue
            await handle.QueryAsync(wf => wf.Total);
        });

        await ExecuteAsync(environment.Client, async () =>
        {
            await handle.SignalAsync(wf => wf.AddAsync(3));
            Assert.Equal(3, await handle.GetResultAsync().WaitAsync(Patience));
        });

        var events = (await handle.FetchHistoryAsync()).Events;
        Assert.DoesNotContain(events, item => item.EventType == EventType.WorkflowTaskTimedOut);
    }

    [Fact]
    public async Task Execute_NamespaceIsNotThere_SaysSo()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var options = (TemporalClientOptions)environment.Client.Options.Clone();
        options.Namespace = "nowhere";
        using var worker = new TemporalWorker(new TemporalClient(environment.Client.Connection, options), WorkerHarness.OptionsWith(new()));

        var e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => worker.ExecuteAsync(TestContext.Current.CancellationToken).WaitAsync(Patience));

        Assert.Equal("The worker of task queue samples cannot run: namespace nowhere was not found. Register it.", e.Message);
    }

    /// <summary>The sticky timeout is far longer than the test waits: only the worker's word lets its runs go.</summary>
    private static async Task ExecuteAsync(ITemporalClient client, Func<Task> during)
    {
        var options = WorkerHarness.OptionsWith(new());
        options.StickyQueueScheduleToStartTimeout = TimeSpan.FromHours(1);
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(during, TestContext.Current.CancellationToken);
    }
}
