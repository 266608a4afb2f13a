using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

public sealed class ActivityTests
{
    [Fact]
    public async Task Fail_PolicyAllowsRetry_TriesAgainAndWritesOnlyTheLastAttempt()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity(change: FastRetry(3)));
        await worker.FailActivityAsync(await worker.PollActivityAsync());
        var second = await worker.PollActivityAsync();
        await worker.CompleteActivityAsync(second);
        await worker.StepAsync(Commands.Complete());

        Assert.Equal(2, second.Attempt);
        var started = Assert.Single(await worker.HistoryAsync(), static item => item.EventType == EventType.ActivityTaskStarted);
        Assert.Equal(2, started.ActivityTaskStartedEventAttributes.Attempt);
        Assert.Equal("no luck", started.ActivityTaskStartedEventAttributes.LastFailure.Message);
    }

    [Fact]
    public async Task Fail_AttemptsExhausted_ReportsMaximumAttempts()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity(change: FastRetry(2)));
        await worker.FailActivityAsync(await worker.PollActivityAsync());
        await worker.FailActivityAsync(await worker.PollActivityAsync());

        var task = await worker.PollAsync();

        var failed = task.History.Events.Single(static item => item.EventType == EventType.ActivityTaskFailed);
        Assert.Equal(RetryState.MaximumAttemptsReached, failed.ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task Fail_NonRetryable_ClosesAtOnce()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        await worker.FailActivityAsync(await worker.PollActivityAsync(), retryable: false);

        var failed = (await worker.PollAsync()).History.Events.Single(static item => item.EventType == EventType.ActivityTaskFailed);

        Assert.Equal(RetryState.NonRetryableFailure, failed.ActivityTaskFailedEventAttributes.RetryState);
    }

    [Theory]
    [InlineData(TimeoutType.ScheduleToStart)]
    [InlineData(TimeoutType.ScheduleToClose)]
    [InlineData(TimeoutType.StartToClose)]
    [InlineData(TimeoutType.Heartbeat)]
    public async Task Timeout_OfEachKind_ReachesTheWorkflow(TimeoutType kind)
    {
        var little = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50));
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity(change: activity =>
        {
            activity.RetryPolicy = new RetryPolicy { MaximumAttempts = 1 };
            activity.ScheduleToStartTimeout = kind == TimeoutType.ScheduleToStart ? little : null;
            activity.ScheduleToCloseTimeout = kind == TimeoutType.ScheduleToClose ? little : null;
            activity.StartToCloseTimeout = kind == TimeoutType.StartToClose ? little : activity.StartToCloseTimeout;
            activity.HeartbeatTimeout = kind == TimeoutType.Heartbeat ? little : null;
        }));
        if (kind is TimeoutType.StartToClose or TimeoutType.Heartbeat)
        {
            await worker.PollActivityAsync();
        }

        var timedOut = (await worker.PollAsync()).History.Events.Single(static item => item.EventType == EventType.ActivityTaskTimedOut);

        var seen = timedOut.ActivityTaskTimedOutEventAttributes.Failure.TimeoutFailureInfo.TimeoutType;
        Assert.True(seen == kind || (kind == TimeoutType.ScheduleToClose && seen == TimeoutType.ScheduleToStart), $"{seen}");
    }

    [Fact]
    public async Task Complete_WhileAWorkflowTaskIsOut_IsBufferedAsAPair()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        var activity = await worker.PollActivityAsync();
        await worker.SignalAsync("wake");
        var task = await worker.PollAsync();
        await worker.CompleteActivityAsync(activity);

        await worker.CompleteAsync(task, Commands.Timer(TimeSpan.FromHours(1)));

        var history = await worker.HistoryAsync();
        var completed = history.Single(static item => item.EventType == EventType.ActivityTaskCompleted);
        Assert.Equal(completed.EventId - 1, completed.ActivityTaskCompletedEventAttributes.StartedEventId);
        Assert.Equal(EventType.TimerStarted, history[(int)completed.EventId - 3].EventType);
    }

    [Fact]
    public async Task Heartbeat_CancellationRequested_TellsTheWorker()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        var activity = await worker.PollActivityAsync();
        await worker.SignalAsync("cancel");
        await worker.StepAsync(Commands.CancelActivity(scheduledEventId: 5));

        var beat = await server.CallAsync<RecordActivityTaskHeartbeatResponse>(
            new RecordActivityTaskHeartbeatRequest { TaskToken = activity.TaskToken, Details = HandWorker.Text("half") });
        await server.CallAsync<RespondActivityTaskCanceledResponse>(new RespondActivityTaskCanceledRequest { TaskToken = activity.TaskToken });

        Assert.True(beat.CancelRequested);
        Assert.Contains(EventType.ActivityTaskCanceled, await worker.EventTypesAsync());
    }

    [Fact]
    public async Task RequestCancel_NotStarted_CancelledAfterAllCommandsOfTheTask()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        await worker.SignalAsync("cancel");
        await worker.StepAsync(Commands.CancelActivity(scheduledEventId: 5), Commands.Timer(TimeSpan.FromHours(1)));

        var types = await worker.EventTypesAsync();

        Assert.Equal(
            [EventType.ActivityTaskCancelRequested, EventType.TimerStarted, EventType.ActivityTaskCanceled, EventType.WorkflowTaskScheduled],
            types.TakeLast(4));
    }

    [Fact]
    public async Task RequestCancel_NotStartedAndTheRunEnds_NothingComesBeforeTheEnd()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        await worker.SignalAsync("cancel");
        await worker.StepAsync(Commands.CancelActivity(scheduledEventId: 5), Commands.Complete());

        Assert.Equal(
            [EventType.ActivityTaskCancelRequested, EventType.WorkflowExecutionCompleted],
            (await worker.EventTypesAsync()).TakeLast(2));
    }

    [Fact]
    public async Task Schedule_LittleSaid_EventCarriesEveryTimeoutAndAWholePolicy()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());

        var scheduled = (await server.Worker.HistoryAsync())[4].ActivityTaskScheduledEventAttributes;

        Assert.NotNull(scheduled.ScheduleToCloseTimeout);
        Assert.NotNull(scheduled.ScheduleToStartTimeout);
        Assert.NotNull(scheduled.HeartbeatTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), scheduled.RetryPolicy.InitialInterval.ToTimeSpan());
        Assert.Equal(2, scheduled.RetryPolicy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromSeconds(100), scheduled.RetryPolicy.MaximumInterval.ToTimeSpan());
    }

    private static Action<Temporalio.Api.Command.V1.ScheduleActivityTaskCommandAttributes> FastRetry(int attempts) => activity =>
        activity.RetryPolicy = new RetryPolicy { InitialInterval = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(10)), MaximumAttempts = attempts };
}
