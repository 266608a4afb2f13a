using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Control;

public sealed class PauseTests
{
    [Fact]
    public async Task Pause_Workflow_HoldsItsTasksUntilUnpaused()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await PauseAsync(server);
        await server.Worker.SignalAsync("go");

        var described = await server.Worker.DescribeAsync();
        Assert.Equal((WorkflowExecutionStatus.Paused, "mend"), (described.WorkflowExecutionInfo.Status, described.WorkflowExtendedInfo.PauseInfo.Reason));
        var poll = server.Worker.PollAsync();
        Assert.False(poll.IsCompleted);
        await server.CallAsync<UnpauseWorkflowExecutionResponse>(new UnpauseWorkflowExecutionRequest { Namespace = "default", WorkflowId = "wf" });
        await server.Worker.CompleteAsync(await poll, Commands.Complete());

        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowExecutionPaused, EventType.WorkflowExecutionSignaled,
                EventType.WorkflowExecutionUnpaused, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted, EventType.WorkflowExecutionCompleted,
            ],
            await server.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task Pause_SurvivesACrash_AndTheRunIsListedAsPaused()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await PauseAsync(server);

        await server.CrashAndRestartAsync();

        Assert.Equal(WorkflowExecutionStatus.Paused, (await server.Worker.DescribeAsync()).WorkflowExecutionInfo.Status);
        var listed = await server.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = "default", Query = "ExecutionStatus = 'Paused'" });
        Assert.Single(listed.Executions);
        await server.CallAsync<UnpauseWorkflowExecutionResponse>(new UnpauseWorkflowExecutionRequest { Namespace = "default", WorkflowId = "wf" });
        await server.Worker.StepAsync(Commands.Complete());
    }

    [Fact]
    public async Task Pause_Twice_AndQueryingAPausedRun_IsFailedPrecondition()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await PauseAsync(server);

        Assert.Equal(GrpcStatusCode.FailedPrecondition, (await Assert.ThrowsAsync<GrpcStatusException>(() => PauseAsync(server))).Code);
        var query = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest
        {
            Namespace = "default",
            Execution = new() { WorkflowId = "wf" },
            Query = new WorkflowQuery { QueryType = "state" },
        }));
        Assert.Equal(GrpcStatusCode.FailedPrecondition, query.Code);
    }

    private static Task PauseAsync(ServerUnderTest server) => server.CallAsync<PauseWorkflowExecutionResponse>(
        new PauseWorkflowExecutionRequest { Namespace = "default", WorkflowId = "wf", Reason = "mend", Identity = "sre" });
}
