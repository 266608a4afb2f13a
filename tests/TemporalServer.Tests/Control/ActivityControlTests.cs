using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Control;

public sealed class ActivityControlTests
{
    private static readonly WorkflowExecution Execution = new() { WorkflowId = "wf" };

    [Fact]
    public async Task Pause_WaitingActivity_IsNotOfferedUntilUnpaused()
    {
        await using var server = await BeginAsync();

        await server.CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = Execution, Id = "1", Identity = "sre", Reason = "mend" });
        var paused = await PendingAsync(server);
        Assert.Equal((PendingActivityState.Paused, "mend"), (paused.State, paused.PauseInfo.Manual.Reason));
        var poll = server.Worker.PollActivityAsync();
        Assert.False(poll.IsCompleted);

        await server.CallAsync<UnpauseActivityResponse>(new UnpauseActivityRequest { Namespace = "default", Execution = Execution, Id = "1" });
        Assert.Equal(1, (await poll).Attempt);
    }

    [Fact]
    public async Task Pause_RunningActivity_IsToldByHeartbeatAndNotRetried()
    {
        await using var server = await BeginAsync();
        var task = await server.Worker.PollActivityAsync();
        await server.CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = Execution, Type = "Act" });

        var beat = await server.CallAsync<RecordActivityTaskHeartbeatResponse>(new RecordActivityTaskHeartbeatRequest { Namespace = "default", TaskToken = task.TaskToken });
        Assert.True(beat.ActivityPaused);
        Assert.Equal(PendingActivityState.PauseRequested, (await PendingAsync(server)).State);
        await server.Worker.FailActivityAsync(task, nextDelay: TimeSpan.FromMilliseconds(1));

        var pending = await PendingAsync(server);
        Assert.Equal((PendingActivityState.Paused, 2), (pending.State, pending.Attempt));
        await server.CallAsync<UnpauseActivityResponse>(new UnpauseActivityRequest { Namespace = "default", Execution = Execution, UnpauseAll = true, ResetAttempts = true });
        Assert.Equal(1, (await server.Worker.PollActivityAsync()).Attempt);
    }

    [Fact]
    public async Task Pause_SurvivesACrashAndIsFoundByASearchAttribute()
    {
        await using var server = await BeginAsync();
        await server.CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = Execution, Id = "1" });

        await server.CrashAndRestartAsync();

        Assert.True((await PendingAsync(server)).Paused);
        var found = await server.CallAsync<ListWorkflowExecutionsResponse>(
            new ListWorkflowExecutionsRequest { Namespace = "default", Query = "TemporalPauseInfo = 'property:activityType=Act'" });
        Assert.Equal("wf", Assert.Single(found.Executions).Execution.WorkflowId);
    }

    [Fact]
    public async Task Reset_BackingOffActivity_IsOfferedAtOnceAsTheFirstAttempt()
    {
        await using var server = await BeginAsync();
        var old = await server.Worker.PollActivityAsync();
        await server.Worker.FailActivityAsync(old, nextDelay: TimeSpan.FromHours(1));

        await server.CallAsync<ResetActivityResponse>(new ResetActivityRequest { Namespace = "default", Execution = Execution, Id = "1", ResetHeartbeat = true });
        var again = await server.Worker.PollActivityAsync();

        Assert.Equal(1, again.Attempt);
        await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.CompleteActivityAsync(old));
        await server.Worker.CompleteActivityAsync(again);
    }

    [Fact]
    public async Task UpdateOptions_OtherTaskQueue_MovesTheActivityAndRestoresIt()
    {
        await using var server = await BeginAsync();

        var changed = await server.CallAsync<UpdateActivityOptionsResponse>(new UpdateActivityOptionsRequest
        {
            Namespace = "default",
            Execution = Execution,
            Id = "1",
            ActivityOptions = new ActivityOptions { TaskQueue = new TaskQueue { Name = "other" }, StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(7)) },
            UpdateMask = new FieldMask { Paths = { "task_queue.name", "start_to_close_timeout" } },
        });

        Assert.Equal(("other", 420L), (changed.ActivityOptions.TaskQueue.Name, changed.ActivityOptions.StartToCloseTimeout.Seconds));
        var poll = HandWorker.ActivityPoll();
        poll.TaskQueue.Name = "other";
        Assert.Equal(420, (await server.CallAsync<PollActivityTaskQueueResponse>(poll)).StartToCloseTimeout.Seconds);
        var restored = await server.CallAsync<UpdateActivityOptionsResponse>(
            new UpdateActivityOptionsRequest { Namespace = "default", Execution = Execution, Id = "1", RestoreOriginal = true });
        Assert.Equal(ServerUnderTest.Queue, restored.ActivityOptions.TaskQueue.Name);
    }

    [Fact]
    public async Task Control_UnknownActivityOrBadMask_IsRefused()
    {
        await using var server = await BeginAsync();
        Assert.Equal(GrpcStatusCode.NotFound, await RefusalAsync(() => server.CallAsync<PauseActivityResponse>(
            new PauseActivityRequest { Namespace = "default", Execution = Execution, Id = "nobody" })));
        Assert.Equal(GrpcStatusCode.InvalidArgument, await RefusalAsync(() => server.CallAsync<PauseActivityResponse>(
            new PauseActivityRequest { Namespace = "default", Execution = Execution })));
        Assert.Equal(GrpcStatusCode.InvalidArgument, await RefusalAsync(() => server.CallAsync<UpdateActivityOptionsResponse>(
            new UpdateActivityOptionsRequest { Namespace = "default", Execution = Execution, Id = "1", UpdateMask = new FieldMask { Paths = { "nonsense" } } })));
    }

    private static async Task<GrpcStatusCode> RefusalAsync(Func<Task> call) => (await Assert.ThrowsAsync<GrpcStatusException>(call)).Code;

    private static async Task<ServerUnderTest> BeginAsync()
    {
        var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());
        return server;
    }

    private static async Task<PendingActivityInfo> PendingAsync(ServerUnderTest server) => Assert.Single((await server.Worker.DescribeAsync()).PendingActivities);
}
