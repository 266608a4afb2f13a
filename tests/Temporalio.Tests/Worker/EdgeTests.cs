using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>The worker and the embedded server together, where plain workflows do not lead.</summary>
public sealed class EdgeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Activity_FailsThreeTimes_IsTriedAgainAfterEachBackoff()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((FlakyActivityWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        Assert.Equal(4, await handle.GetResultAsync());

        var gaps = harness.Activities.Attempts.Zip(harness.Activities.Attempts.Skip(1), (first, second) => (second - first).TotalSeconds).ToArray();
        Assert.Equal(3, gaps.Length);
        Assert.InRange(gaps[0], 1, 3);
        Assert.InRange(gaps[1], 5, 7);
        Assert.InRange(gaps[2], 20, 22);
        var started = Assert.Single((await harness.HistoryAsync(handle.Id)).Events, item => item.EventType == EventType.ActivityTaskStarted);
        Assert.Equal(4, started.ActivityTaskStartedEventAttributes.Attempt);
        Assert.Equal("not yet", started.ActivityTaskStartedEventAttributes.LastFailure.Message);
    }

    [Theory]
    [InlineData(60, 1, 0)]
    [InlineData(0.001, 4, 3)]
    public async Task LocalActivity_FailsThreeTimes_IsTriedAgainInTheWorkerOrByTimers(double threshold, int markers, int timers)
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((FlakyLocalWorkflow wf) => wf.RunAsync(threshold), WorkerHarness.NewWorkflow());

        Assert.Equal(4, await handle.GetResultAsync());

        var events = (await harness.HistoryAsync(handle.Id)).Events;
        Assert.Equal(markers, events.Count(item => item.EventType == EventType.MarkerRecorded));
        Assert.Equal(timers, events.Count(item => item.EventType == EventType.TimerStarted));
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Upserts_MemoAndSearchAttributes_AreDescribedAndFound()
    {
        await using var harness = await WorkerHarness.StartAsync();
        await harness.Client.Connection.OperatorService.AddSearchAttributesAsync(new()
        {
            Namespace = "default",
            SearchAttributes =
            {
                ["Colour"] = IndexedValueType.Keyword, ["Story"] = IndexedValueType.Text, ["Size"] = IndexedValueType.Int,
            },
        });
        var handle = await harness.Client.StartWorkflowAsync((LabelledWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        await handle.GetResultAsync();

        var description = await handle.DescribeAsync();
        Assert.Equal(["step"], description.Memo.Keys);
        Assert.Equal("blue", description.TypedSearchAttributes.Get(LabelledWorkflow.Colour));
        Assert.False(description.TypedSearchAttributes.ContainsKey(LabelledWorkflow.Size));
        Assert.Equal(1, (await harness.Client.CountWorkflowsAsync("Colour = 'blue' AND Story = 'brown'")).Count);
        Assert.Equal(0, (await harness.Client.CountWorkflowsAsync("Colour = 'red' OR Size = 3")).Count);
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task External_RunningWorkflow_IsSignalledAndCancelled()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var target = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(2), WorkerHarness.NewWorkflow());
        var meddler = await harness.Client.StartWorkflowAsync((MeddlerWorkflow wf) => wf.RunAsync(target.Id), WorkerHarness.NewWorkflow());

        Assert.Equal("done", await meddler.GetResultAsync());

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => target.GetResultAsync());
        Assert.IsType<CanceledFailureException>(failed.InnerException);
        await Replays.RequireAsync(harness, meddler.Id);
        await Replays.RequireAsync(harness, target.Id);
    }

    [Fact]
    public async Task External_NoSuchWorkflow_FailsTheSignal()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var meddler = await harness.Client.StartWorkflowAsync((MeddlerWorkflow wf) => wf.RunAsync("nobody"), WorkerHarness.NewWorkflow());

        Assert.StartsWith("no ", await meddler.GetResultAsync(), StringComparison.Ordinal);
        await Replays.RequireAsync(harness, meddler.Id);
    }

    [Fact]
    public async Task Cron_ThreeHoursPass_RunsEveryHour()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var options = WorkerHarness.NewWorkflow();
        options.CronSchedule = "30 * * * *";
        var handle = await harness.Client.StartWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), options);

        await harness.DelayAsync(TimeSpan.FromHours(3));
        await handle.TerminateAsync();

        Assert.InRange((await harness.Client.CountWorkflowsAsync($"WorkflowId = '{handle.Id}' AND ExecutionStatus = 'Completed'")).Count, 2, 4);
        var last = await harness.HistoryAsync(handle.Id);
        Assert.EndsWith(":30\"", last.Events.First().WorkflowExecutionStartedEventAttributes.LastCompletionResult.Payloads_[0].Data.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartDelay_OneHour_FirstTaskComesThen()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var options = WorkerHarness.NewWorkflow();
        options.StartDelay = TimeSpan.FromHours(1);
        var handle = await harness.Client.StartWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), options);

        await handle.GetResultAsync();

        var events = (await harness.HistoryAsync(handle.Id)).Events.ToArray();
        Assert.InRange((events[1].EventTime - events[0].EventTime).ToTimeSpan(), TimeSpan.FromHours(1), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task RunTimeout_Passes_TimesTheWorkflowOut()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var options = WorkerHarness.NewWorkflow();
        options.RunTimeout = TimeSpan.FromHours(2);
        var handle = await harness.Client.StartWorkflowAsync((SleeperWorkflow wf) => wf.RunAsync(), options);

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.IsType<TimeoutFailureException>(failed.InnerException);
        Assert.Equal(WorkflowExecutionStatus.TimedOut, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task ExecutionTimeout_RunsAreRetried_EndsTheChain()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var options = WorkerHarness.NewWorkflow();
        options.RunTimeout = TimeSpan.FromHours(2);
        options.ExecutionTimeout = TimeSpan.FromHours(5);
        options.RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(1) };
        var handle = await harness.Client.StartWorkflowAsync((SleeperWorkflow wf) => wf.RunAsync(), options);

        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.Equal(3, (await harness.Client.CountWorkflowsAsync($"WorkflowId = '{handle.Id}' AND ExecutionStatus = 'TimedOut'")).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Activities_EagerOrPolled_GiveTheSameResult(bool eager)
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.DisableEagerActivityExecution = !eager);
        var handle = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("world"), WorkerHarness.NewWorkflow());

        Assert.Equal("Hello, world! Hello, a! Hello, b!", await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Cache_FarTooSmall_EveryWorkflowCompletesAndReplays()
    {
        const int Workflows = 80;
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = 4);
        var handles = await Task.WhenAll(Enumerable.Range(0, Workflows).Select(_ =>
            harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(3), WorkerHarness.NewWorkflow())));

        for (var round = 1; round <= 3; round++)
        {
            var amount = round;
            await Task.WhenAll(handles.Select(handle => handle.SignalAsync(wf => wf.AddAsync(amount))));
        }

        Assert.All(await Task.WhenAll(handles.Select(handle => handle.GetResultAsync())), total => Assert.Equal(6, total));
        foreach (var handle in handles)
        {
            await Replays.RequireAsync(harness, handle.Id);
        }
    }

    [Fact]
    public async Task History_MoreThanOnePage_IsFetchedWholeByAWorkerThatForgotTheRun()
    {
        const int Signals = 1_100;
        await using var harness = await WorkerHarness.StartAsync(options => options.MaxCachedWorkflows = 1);
        var handle = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(Signals + 1), WorkerHarness.NewWorkflow());
        for (var i = 0; i < Signals; i++)
        {
            await handle.SignalAsync(wf => wf.AddAsync(1));
        }

        Assert.Equal(Signals, await handle.QueryAsync(wf => wf.Total));
        var other = await harness.Client.StartWorkflowAsync((TickWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        await other.GetResultAsync();
        await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(1), WorkerHarness.NewWorkflow());
        await handle.SignalAsync(wf => wf.AddAsync(1));

        Assert.Equal(Signals + 1, await handle.GetResultAsync());
        await Replays.RequireAsync(harness, handle.Id);
    }

    [Fact]
    public async Task Codec_EveryPayload_CrossesEncoded()
    {
        var codec = new MirrorCodec();
        await using var harness = await WorkerHarness.StartAsync(options: new() { DataConverter = DataConverter.Default with { PayloadCodec = codec } });
        var handle = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("world"), WorkerHarness.NewWorkflow());
        var local = await harness.Client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync("x"), WorkerHarness.NewWorkflow());
        var counter = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(1), WorkerHarness.NewWorkflow());

        Assert.Equal("echo", await counter.QueryAsync<string>("Echo", ["echo"]));
        await counter.SignalAsync(wf => wf.AddAsync(2));
        Assert.Equal(2, await counter.GetResultAsync());
        Assert.Equal("Hello, world! Hello, a! Hello, b!", await handle.GetResultAsync());
        Assert.Equal("Hello, x!Hello, again!", await local.GetResultAsync());

        foreach (var id in (string[])[handle.Id, counter.Id])
        {
            var json = (await harness.HistoryAsync(id)).ToJson();
            Assert.DoesNotContain(Convert.ToBase64String("json/plain"u8), json, StringComparison.Ordinal);
            Assert.Contains(Convert.ToBase64String(MirrorCodec.Encoding.ToByteArray()), json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Workflow_BlocksItsThread_FailsTheTaskAsADeadlock()
    {
        await using var harness = await WorkerHarness.StartAsync();
        var handle = await harness.Client.StartWorkflowAsync((StuckWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        await foreach (var item in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            if (item.EventType == EventType.WorkflowTaskFailed)
            {
                Assert.Contains("TMPRL1101", item.WorkflowTaskFailedEventAttributes.Failure.Message, StringComparison.Ordinal);
                break;
            }
        }

        StuckWorkflow.Release.Set();
        await handle.GetResultAsync().WaitAsync(Patience);
    }
}
