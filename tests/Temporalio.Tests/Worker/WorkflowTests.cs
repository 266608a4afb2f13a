using Temporalio.Api.Enums.V1;
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
        var handle = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("world"), WorkerHarness.NewWorkflow());
        Assert.Equal("Hello, world! Hello, a! Hello, b!", await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Run_ActivityFails_FailsTheWorkflowWithTheCause()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((FailingActivityWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        var activity = Assert.IsType<ActivityFailureException>(failed.InnerException);
        Assert.Equal("NoWay", Assert.IsType<ApplicationFailureException>(activity.InnerException).ErrorType);
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_LocalActivities_AreRecordedAsMarkers(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync("x"), WorkerHarness.NewWorkflow());
        Assert.Equal("Hello, x!Hello, again!", await handle.GetResultAsync());
        var history = await harness.HistoryAsync(handle.Id);
        Assert.Equal(2, history.Events.Count(e => e.MarkerRecordedEventAttributes?.MarkerName == "core_local_activity"));
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_ChildAndSignals_ReachEachOther(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((ParentWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        Assert.Equal("child counted 5", await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
        await Replays.RequireAsync(harness, $"{handle.Id}/child");
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Query_RunningAndClosedWorkflow_SeesItsState(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(2), WorkerHarness.NewWorkflow());
        Assert.Equal(0, await handle.QueryAsync(wf => wf.Total));
        await handle.SignalAsync(wf => wf.AddAsync(3));
        Assert.Equal("same", await handle.QueryAsync<string>("Echo", ["same"]));
        await handle.SignalAsync(wf => wf.AddAsync(4));
        Assert.Equal(7, await handle.GetResultAsync());
        Assert.Equal(7, await handle.QueryAsync(wf => wf.Total));
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Query_UnknownName_FailsWithTheKnownOnes()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(1), WorkerHarness.NewWorkflow());
        var failed = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("Nothing", []));
        Assert.Contains("[Echo Total]", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ActivityThatHeartbeats_CancelsTheWorkflow()
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(20));
        var handle = await harness.Client.StartWorkflowAsync((CancelledActivityWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        await harness.Activities.Waiting.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await handle.CancelAsync();
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.IsType<CanceledFailureException>(failed.InnerException);
        Assert.Contains((await harness.HistoryAsync(handle.Id)).Events, e => e.EventType == EventType.ActivityTaskCanceled);
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_TimeoutAndCancelledTimer_GoOn(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((TimeoutWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        Assert.Equal("False True", await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Run_ContinueAsNew_GoesOnInANewRun()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((CountdownWorkflow wf) => wf.RunAsync(2), WorkerHarness.NewWorkflow());
        Assert.Equal("done", await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_Patched_TakesTheNewWayAndReplays(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((PatchedWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        Assert.StartsWith("True ", await handle.GetResultAsync(), StringComparison.Ordinal);
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Run_CodeThrowsAnyOtherException_FailsTheTaskAndNotTheWorkflow()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((BuggyWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        await foreach (var e in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            Assert.NotEqual(EventType.WorkflowExecutionFailed, e.EventType);
            if (e.EventType == EventType.WorkflowTaskFailed)
            {
                Assert.Equal("a bug", e.WorkflowTaskFailedEventAttributes.Failure.Message);
                return;
            }
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Update_AcceptedAndRejected_AnswersEach(int cached)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = cached);
        var handle = await harness.Client.StartWorkflowAsync((AccountWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        Assert.Equal(5, await handle.ExecuteUpdateAsync(wf => wf.DepositAsync(5)));
        var rejected = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.DepositAsync(-1)));
        Assert.Equal("cannot deposit -1", rejected.InnerException!.Message);
        await handle.SignalAsync(wf => wf.CloseAsync());
        Assert.Equal(5, await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }
}
