using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;

namespace Temporalio.Tests.Client.Interceptors;

/// <summary>Calls of a client besides those of workflows go through its interceptors, too.</summary>
public sealed class ClientInterceptorTests
{
    private readonly CallRecorder recorder = new();

    [Fact]
    public async Task Schedules_EveryCall_IsIntercepted()
    {
        await using var harness = await StartAsync();
        var schedule = new Schedule(
            ScheduleActionStartWorkflow.Create((SleeperWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow()),
            new() { Intervals = [new(TimeSpan.FromDays(1))] });

        var handle = await harness.Client.CreateScheduleAsync("nightly", schedule);
        await handle.PauseAsync("a");
        await handle.UnpauseAsync("b");
        await handle.TriggerAsync();
        var now = DateTime.UnixEpoch.AddYears(40);
        await handle.BackfillAsync([new(now, now)]);
        await handle.UpdateAsync(input => new(input.Description.Schedule));
        await foreach (var _ in harness.Client.ListSchedulesAsync(new() { Query = "" }))
        {
        }

        await handle.DeleteAsync();

        Assert.Equal(
            [
                "create nightly", "pause nightly a", "unpause nightly b", "trigger nightly", "backfill nightly 1", "update nightly",
                "describe nightly", "list ", "delete nightly",
            ],
            recorder.Calls);
    }

    [Fact]
    public async Task Schedule_HeadersWithACodec_AreEncodedOnceHoweverOftenItIsUpdated()
    {
        await using var harness = await StartAsync();
        var schedule = new Schedule(
            ScheduleActionStartWorkflow.Create((SleeperWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow()), new());
        var handle = await harness.Client.CreateScheduleAsync("nightly", schedule);
        await handle.UpdateAsync(input => new(input.Description.Schedule));

        var described = (ScheduleActionStartWorkflow)(await handle.DescribeAsync()).Schedule.Action;

        Assert.Equal("interceptor", DataConverter.Default.PayloadConverter.ToValue<string>(described.Headers!["from"]));
        var raw = await harness.Client.WorkflowService.DescribeScheduleAsync(new() { Namespace = "default", ScheduleId = "nightly" });
        Assert.Equal(MirrorCodec.Encoding, raw.Schedule.Action.StartWorkflow.Header.Fields["from"].Metadata["encoding"]);
    }

    [Fact]
    public async Task AsyncActivity_CompletedFromElsewhere_GetsWhatTheInterceptorMadeOfIt()
    {
        var activities = new LeftOpenActivities();
        await using var harness = await StartAsync(activities);
        var handle = await harness.Client.StartWorkflowAsync((LeftOpenWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        var activity = harness.Client.GetAsyncActivityHandle(await activities.Token.Task.WaitAsync(TimeSpan.FromSeconds(60)));

        await activity.HeartbeatAsync();
        await activity.CompleteAsync("done");

        Assert.Equal("done, intercepted", await handle.GetResultAsync());
        Assert.Equal(["heartbeat", "complete done"], recorder.Calls);
    }

    [Fact]
    public async Task AsyncActivity_FailedFromElsewhere_IsIntercepted()
    {
        var activities = new LeftOpenActivities();
        await using var harness = await StartAsync(activities);
        var handle = await harness.Client.StartWorkflowAsync((LeftOpenWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        var activity = harness.Client.GetAsyncActivityHandle(await activities.Token.Task.WaitAsync(TimeSpan.FromSeconds(60)));

        await activity.FailAsync(new ApplicationFailureException("no", nonRetryable: true));

        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.Equal(["fail no"], recorder.Calls);
    }

    [Fact]
    public async Task Listing_OfTwoPages_FetchesEachThroughTheInterceptor()
    {
        await using var harness = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await harness.Client.ExecuteWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(0), WorkerHarness.NewWorkflow());
        }

        var listed = new List<string>();
        await foreach (var workflow in harness.Client.ListWorkflowsAsync("WorkflowType = 'CounterWorkflow'", new() { PageSize = 2 }))
        {
            listed.Add(workflow.Id);
        }

        var first = await harness.Client.ListWorkflowsPaginatedAsync("WorkflowType = 'CounterWorkflow'", null, new() { PageSize = 2 });
        var second = await harness.Client.ListWorkflowsPaginatedAsync("WorkflowType = 'CounterWorkflow'", first.NextPageToken, new() { PageSize = 2 });

        Assert.Equal(["page first 2", "page next 2", "page first 2", "page next 2"], recorder.Calls);
        Assert.Equal((2, 1), (first.Workflows.Count, second.Workflows.Count));
        Assert.Null(second.NextPageToken);
        Assert.Equal(listed, first.Workflows.Concat(second.Workflows).Select(workflow => workflow.Id));
    }

    private Task<WorkerHarness> StartAsync(LeftOpenActivities? activities = null) => WorkerHarness.StartAsync(
        options => options.AddWorkflow<LeftOpenWorkflow>().AddAllActivities(activities ?? new()),
        new() { Interceptors = [recorder], DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() } });
}
