using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

/// <summary>Tasks on their way to workers that leave.</summary>
public sealed class HandOverTests
{
    private static readonly PollActivityTaskQueueRequest ActivityPoll = new()
    {
        Namespace = "default",
        TaskQueue = new TaskQueue { Name = ServerUnderTest.Queue },
        Identity = "leaver",
    };

    [Fact]
    public async Task PollActivity_CallersLeaveWhileTasksAreOffered_NoTaskIsLost()
    {
        const int Rounds = 100;
        await using var server = await ServerUnderTest.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"wf-{round}";
            await server.Worker.StartAsync(id);
            var task = await server.Worker.PollAsync();
            using var leave = new CancellationTokenSource();
            var poll = server.CallAsync<PollActivityTaskQueueResponse>(ActivityPoll, leave.Token);

            var complete = server.Worker.CompleteAsync(task, Commands.Activity());
            Parallel.Invoke(leave.Cancel, () => complete.Wait());
            var activity = await TakenAsync(poll) ?? await server.Worker.PollActivityAsync();

            Assert.Equal(id, activity.WorkflowExecution.WorkflowId);
            await server.Worker.CompleteActivityAsync(activity);
            await server.Worker.StepAsync(Commands.Complete());
        }
    }

    [Fact]
    public async Task PollWorkflowTask_CallersLeaveWhileTasksAreOffered_NoTaskIsLost()
    {
        const int Rounds = 100;
        await using var server = await ServerUnderTest.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"wf-{round}";
            using var leave = new CancellationTokenSource();
            var poll = server.CallAsync<PollWorkflowTaskQueueResponse>(
                new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = ServerUnderTest.Queue }, Identity = "leaver" },
                leave.Token);

            var start = server.Worker.StartAsync(id);
            Parallel.Invoke(leave.Cancel, () => start.Wait());
            var task = await TakenAsync(poll) ?? await server.Worker.PollAsync();

            Assert.Equal(id, task.WorkflowExecution.WorkflowId);
            await server.Worker.CompleteAsync(task, Commands.Complete());
        }
    }

    [Fact]
    public async Task ShutdownWorker_TaskWaitsInItsStickyQueue_GoesToTheRunsQueueAtOnce()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await StickAsync(server);
        await server.Worker.SignalAsync("wake");
        await Until.TrueAsync(() => server.Engine.Matching.Queue("default", "sticky", TaskQueueType.Workflow).Backlog == 1);

        await server.CallAsync<ShutdownWorkerResponse>(new ShutdownWorkerRequest { Namespace = "default", StickyTaskQueue = "sticky" });
        await server.Worker.StepAsync(Commands.Complete());

        var types = await server.Worker.EventTypesAsync();
        Assert.Contains(EventType.WorkflowTaskTimedOut, types);
        Assert.Equal(EventType.WorkflowExecutionCompleted, types.Last());
    }

    [Fact]
    public async Task StickyTask_WorkerStoppedPolling_FallsBackAfterTheStickyTimeout()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await StickAsync(server, TimeSpan.FromMilliseconds(200));
        await server.Worker.SignalAsync("wake");

        var task = await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(1, task.History.Events[0].EventId);
        var timedOut = (await server.Worker.HistoryAsync()).Single(item => item.EventType == EventType.WorkflowTaskTimedOut);
        Assert.Equal(TimeoutType.ScheduleToStart, timedOut.WorkflowTaskTimedOutEventAttributes.TimeoutType);
    }

    [Fact]
    public async Task WorkflowTask_WorkerNeverAnswers_IsGivenOutAgainAfterItsTimeout()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync(change: request => request.WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));
        await server.Worker.PollAsync();

        var again = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(again, Commands.Complete());

        Assert.Equal(2, again.Attempt);
        var timedOut = (await server.Worker.HistoryAsync()).Single(item => item.EventType == EventType.WorkflowTaskTimedOut);
        Assert.Equal(TimeoutType.StartToClose, timedOut.WorkflowTaskTimedOutEventAttributes.TimeoutType);
    }

    private static async Task StickAsync(ServerUnderTest server, TimeSpan? timeout = null)
    {
        await server.Worker.StartAsync();
        var task = await server.Worker.PollAsync();
        using var leave = new CancellationTokenSource();
        var poll = server.CallAsync<PollWorkflowTaskQueueResponse>(
            new PollWorkflowTaskQueueRequest
            {
                Namespace = "default",
                TaskQueue = new TaskQueue { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = ServerUnderTest.Queue },
                Identity = "leaver",
            },
            leave.Token);
        await leave.CancelAsync();
        Assert.Null(await TakenAsync(poll));
        await server.Worker.CompleteAsync(task, request => request.StickyAttributes = new()
        {
            WorkerTaskQueue = new TaskQueue { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = ServerUnderTest.Queue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(timeout ?? TimeSpan.FromMinutes(1)),
        });
    }

    private static async Task<T?> TakenAsync<T>(Task<T> poll)
        where T : class
    {
        try
        {
            return await poll;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
