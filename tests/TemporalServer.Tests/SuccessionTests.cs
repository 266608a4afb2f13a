using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests;

/// <summary>Requests that meet a run while it hands over to its successor.</summary>
public sealed class SuccessionTests
{
    private const int Rounds = 100;

    [Fact]
    public async Task Start_RacesWithContinueAsNew_NeverMakesASecondOpenRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"wf-{round}";
            await server.Worker.StartAsync(id);
            var task = await server.Worker.PollAsync();

            var together = await Task.WhenAll(
                Task.Run(() => Succeeds(server.Worker.CompleteAsync(task, Commands.ContinueAsNew("next")))),
                Task.Run(() => Succeeds(server.Worker.StartAsync(id))));

            Assert.Equal([true, false], together);
        }

        var open = await server.CallAsync<CountWorkflowExecutionsResponse>(
            new CountWorkflowExecutionsRequest { Namespace = "default", Query = "ExecutionStatus = 'Running'" });
        Assert.Equal(Rounds, open.Count);
    }

    [Fact]
    public async Task Signal_RacesWithContinueAsNew_ReachesTheSuccessorOrHoldsTheRunOpen()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"wf-{round}";
            await server.Worker.StartAsync(id);
            var task = await server.Worker.PollAsync();

            var complete = Task.Run(() => Succeeds(server.Worker.CompleteAsync(task, Commands.ContinueAsNew("next"))));
            await Task.Run(() => server.Worker.SignalAsync("hello", id));
            await complete;

            Assert.Contains(EventType.WorkflowExecutionSignaled, await server.Worker.EventTypesAsync(id));
            await server.Worker.StepAsync(Commands.Complete());
        }
    }

    [Fact]
    public async Task Complete_WithAnEagerActivity_HandsItBackAtOnceAndToNobodyElse()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var answer = await server.Worker.CompleteAsync(
            await server.Worker.PollAsync(), Commands.Activity(change: activity => activity.RequestEagerExecution = true));

        var eager = Assert.Single(answer.ActivityTasks);
        Assert.Equal(0, server.Engine.Matching.Queue("default", ServerUnderTest.Queue, TaskQueueType.Activity).Backlog);
        await server.Worker.CompleteActivityAsync(eager);
        await server.Worker.StepAsync(Commands.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task CreateSchedule_UnknownNamespace_IsNotFound()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<CreateScheduleResponse>(new CreateScheduleRequest
        {
            Namespace = "nowhere",
            ScheduleId = "s",
            Schedule = new Schedule
            {
                Action = new ScheduleAction
                {
                    StartWorkflow = new() { WorkflowId = "w", WorkflowType = new() { Name = "Type" }, TaskQueue = new() { Name = ServerUnderTest.Queue } },
                },
            },
        }));
        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
    }

    private static async Task<bool> Succeeds(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (GrpcStatusException)
        {
            return false;
        }
    }
}
