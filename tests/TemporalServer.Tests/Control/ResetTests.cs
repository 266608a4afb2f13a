using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Control;

public sealed class ResetTests
{
    [Fact]
    public async Task Reset_SignalWaitingForAWorker_ReachesTheNewRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        await server.Worker.SignalAsync("first");
        await server.Worker.PollAsync();
        await server.Worker.SignalAsync("second");

        var reset = await ResetAsync(server);

        Assert.Equal(["first", "second"], Signals(await server.Worker.HistoryAsync("wf", reset)));
    }

    [Fact]
    public async Task Reset_OfAnEarlierRun_TakesOverTheSignalsOfThoseThatContinuedIt()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();
        await server.Worker.SignalAsync("one");
        await server.Worker.StepAsync(Commands.ContinueAsNew("2"));
        await server.Worker.SignalAsync("two");
        await server.Worker.StepAsync(Commands.ContinueAsNew("3"));
        await server.Worker.SignalAsync("three");

        var reset = await ResetAsync(server, request =>
        {
            request.WorkflowExecution.RunId = first;
            request.WorkflowTaskFinishEventId = 5;
        });

        Assert.Equal(["one", "two", "three"], Signals(await server.Worker.HistoryAsync("wf", reset)));
        Assert.Equal(reset, (await server.Worker.DescribeAsync("wf", first)).WorkflowExtendedInfo.ResetRunId);
    }

    [Fact]
    public async Task Reset_ExcludingSignals_LeavesThemOut()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        await server.Worker.SignalAsync("no");

        var reset = await ResetAsync(server, request =>
        {
            request.ResetReapplyExcludeTypes.Add(ResetReapplyExcludeType.Signal);
            request.PostResetOperations.Add(new PostResetOperation { SignalWorkflow = new() { SignalName = "after" } });
        });

        Assert.Equal(["after"], Signals(await server.Worker.HistoryAsync("wf", reset)));
    }

    [Fact]
    public async Task Reset_AcceptedUpdate_IsAdmittedAgainAndSurvivesACrash()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var update = server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Of("u"));
        var task = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(task, request => Updates.Accept(request, task));
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Accepted, (await update).Stage);

        var reset = await ResetAsync(server);
        await server.CrashAndRestartAsync();

        Assert.Contains(EventType.WorkflowExecutionUpdateAdmitted, await server.Worker.EventTypesAsync("wf", reset));
        var again = await server.Worker.PollAsync();
        Assert.Equal("u", Assert.Single(again.Messages).ProtocolInstanceId);
        await server.Worker.CompleteAsync(again, request => Updates.Accept(request, again, complete: true));
        var outcome = await server.CallAsync<PollWorkflowExecutionUpdateResponse>(new PollWorkflowExecutionUpdateRequest
        {
            Namespace = "default",
            UpdateRef = new UpdateRef { WorkflowExecution = new WorkflowExecution { WorkflowId = "wf" }, UpdateId = "u" },
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        });
        Assert.NotNull(outcome.Outcome.Success);
    }

    [Fact]
    public async Task Reset_MalformedOperation_IsRefusedAndTheRunGoesOn()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => ResetAsync(server, request => request.PostResetOperations.Add(
            new PostResetOperation { UpdateWorkflowOptions = new() { UpdateMask = new FieldMask { Paths = { "nonsense" } } } })));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Equal(WorkflowExecutionStatus.Running, (await server.Worker.DescribeAsync()).WorkflowExecutionInfo.Status);
    }

    private static async Task<string> ResetAsync(ServerUnderTest server, Action<ResetWorkflowExecutionRequest>? change = null)
    {
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new WorkflowExecution { WorkflowId = "wf" },
            WorkflowTaskFinishEventId = 4,
            Reason = "test",
            RequestId = Guid.NewGuid().ToString(),
        };
        change?.Invoke(request);
        return (await server.CallAsync<ResetWorkflowExecutionResponse>(request)).RunId;
    }

    private static IEnumerable<string> Signals(IEnumerable<HistoryEvent> events) => events
        .Where(static item => item.EventType == EventType.WorkflowExecutionSignaled).Select(static item => item.WorkflowExecutionSignaledEventAttributes.SignalName);
}
