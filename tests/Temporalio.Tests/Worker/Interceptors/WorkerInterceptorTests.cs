using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker.Interceptors;

/// <summary>The interceptors of a client and of its worker, on the embedded server.</summary>
public sealed class WorkerInterceptorTests
{
    private readonly CallNotes notes = new();

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Workflow_ThatDoesEverything_IsInterceptedInOrderAndPassesHeadersOn(int cached)
    {
        await using var harness = await StartAsync(cached);

        await RunAsync(harness.Client);

        Assert.Equal(Inwards("start RelayWorkflow", "query Going", "update Add", "signal Go"), notes.Of("client"));
        Assert.Equal(
            [
                .. Inwards("run with start"),
                .. Outwards("delay 86400"),
                .. Inwards("query Going with query", "validate Add with update", "update Add with update", "signal Go with signal"),
                .. Outwards(
                    "activity Carry", "local Carry", "child RelayedWorkflow", "signal child Step", "signal external Step",
                    "delay 60", "delay 60", "cancel nobody", "continue RelayWorkflow"),
                .. Inwards("run with continue"),
                .. Outwards("returns last"),
            ],
            notes.Of("RelayWorkflow"));
        Assert.Equal(
            [.. Inwards("run with child", "signal Step with child signal", "signal Step with external signal"), .. Outwards("returns nothing")],
            notes.Of("RelayedWorkflow"));
        Assert.Equal(
            [.. Inwards("run a with activity"), .. Outwards("heartbeat a"), .. Inwards("run b with local"), .. Outwards("heartbeat b")],
            notes.Of("Carry"));
    }

    [Fact]
    public async Task Headers_WithACodec_AreEncodedOnTheirWay()
    {
        await using var harness = await StartAsync(1000);

        var handle = await RunAsync(harness.Client);

        var first = harness.Client.GetWorkflowHandle(handle.Id, handle.FirstExecutionRunId);
        var events = (await first.FetchHistoryAsync()).Events;
        var headers = events
            .Select(item => item.WorkflowExecutionStartedEventAttributes?.Header ?? item.WorkflowExecutionSignaledEventAttributes?.Header
                ?? item.ActivityTaskScheduledEventAttributes?.Header ?? item.StartChildWorkflowExecutionInitiatedEventAttributes?.Header
                ?? item.SignalExternalWorkflowExecutionInitiatedEventAttributes?.Header
                ?? item.WorkflowExecutionContinuedAsNewEventAttributes?.Header
                ?? item.WorkflowExecutionUpdateAcceptedEventAttributes?.AcceptedRequest.Input.Header)
            .Where(header => header is not null)
            .ToList();
        Assert.Equal(8, headers.Count);
        Assert.All(headers, header => Assert.Equal(["inner", "outer"], header!.Fields.Keys.Order()));
        Assert.All(
            headers.SelectMany(header => header!.Fields.Values), payload => Assert.Equal(MirrorCodec.Encoding, payload.Metadata["encoding"]));
    }

    [Fact]
    public async Task Update_ThatAnInterceptorRejects_FailsForItsCaller()
    {
        await using var harness = await StartAsync(1000);
        var handle = await harness.Client.StartWorkflowAsync((RelayWorkflow wf) => wf.RunAsync(false), WorkerHarness.NewWorkflow());

        var rejected = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.AddAsync(-1)));

        Assert.Equal("-1 is negative", rejected.InnerException?.Message);
        Assert.DoesNotContain(notes.Of("RelayWorkflow"), note => note.Contains(" update ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replayer_WithInterceptors_CallsThemAlongTheHistory()
    {
        await using var harness = await StartAsync(1000);
        var handle = await RunAsync(harness.Client);
        var history = await harness.Client.GetWorkflowHandle(handle.Id, handle.FirstExecutionRunId).FetchHistoryAsync();
        var counting = new CountingInterceptor();
        var options = new WorkflowReplayerOptions
        {
            Interceptors = [counting],
            DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() },
        };

        var result = await new WorkflowReplayer(options.AddWorkflow<RelayWorkflow>()).ReplayWorkflowAsync(history);

        Assert.Null(result.ReplayFailure);
        Assert.Equal(1, counting.Workflows);
    }

    [Fact]
    public async Task Init_ThatIsNotPassedOn_FailsTheTaskWithTheReason()
    {
        await using var harness = await WorkerHarness.StartAsync(options => options.AddWorkflow<RelayWorkflow>());
        var history = await HistoryOfOneActivityAsync(harness);
        var options = new WorkflowReplayerOptions { Interceptors = [new ForgetfulInterceptor()] }.AddWorkflow<GreetingWorkflow>();

        var result = await new WorkflowReplayer(options).ReplayWorkflowAsync(history, throwOnReplayFailure: false);

        Assert.Contains("base.Init", result.ReplayFailure?.Message, StringComparison.Ordinal);
    }

    private static async Task<Temporalio.Common.WorkflowHistory> HistoryOfOneActivityAsync(WorkerHarness harness)
    {
        var handle = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("you"), WorkerHarness.NewWorkflow());
        await handle.GetResultAsync();
        return await handle.FetchHistoryAsync();
    }

    private static IEnumerable<string> Inwards(params string[] calls) => calls.SelectMany(call => new[] { $"outer {call}", $"inner {call}" });

    private static IEnumerable<string> Outwards(params string[] calls) => calls.SelectMany(call => new[] { $"inner {call}", $"outer {call}" });

    private static async Task<WorkflowHandle<RelayWorkflow, string>> RunAsync(ITemporalClient client)
    {
        var handle = await client.StartWorkflowAsync((RelayWorkflow wf) => wf.RunAsync(false), WorkerHarness.NewWorkflow());
        Assert.False(await handle.QueryAsync(wf => wf.Going));
        Assert.Equal(700, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(6)));
        await handle.SignalAsync(wf => wf.GoAsync());
        Assert.Equal("last", await handle.GetResultAsync());
        return handle;
    }

    private Task<WorkerHarness> StartAsync(int cached)
    {
        var inner = new RelayInterceptor("inner", notes);
        return WorkerHarness.StartAsync(
            options =>
            {
                options.Interceptors = [inner];
                options.MaxCachedWorkflows = cached;

                // A busy machine must not fail tasks, which would be run again
                options.DebugMode = true;
                options.AddWorkflow<RelayWorkflow>().AddWorkflow<RelayedWorkflow>().AddActivity(RelayActivities.Carry);
            },
            new()
            {
                Interceptors = [new RelayInterceptor("outer", notes), new ClientOnly(inner)],
                DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() },
            });
    }
}
