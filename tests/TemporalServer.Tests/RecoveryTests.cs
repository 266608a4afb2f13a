using Google.Protobuf.WellKnownTypes;
using TemporalServer.Clock;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Timer_ServerCrashed_FiresAfterRestart()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromMilliseconds(300)));

        await server.CrashAndRestartAsync();
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
        Assert.Contains(EventType.TimerFired, await server.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task WorkflowTask_ServerCrashedWhileOut_IsGivenOutAgainAndTheOldAnswerRefused()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var lost = await server.Worker.PollAsync();

        await server.CrashAndRestartAsync();
        var again = await server.Worker.PollAsync();

        await Assert.ThrowsAsync<Temporalio.Transport.GrpcStatusException>(() => server.Worker.CompleteAsync(lost, Commands.Complete("old")));
        await server.Worker.CompleteAsync(again, Commands.Complete("new"));
        Assert.Equal(5, (await server.Worker.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Activity_ServerRestartedWhileRunning_MayStillComplete()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());
        var activity = await server.CallFromOutsideAsync<PollActivityTaskQueueResponse>(HandWorker.ActivityPoll());

        await server.RestartAsync();
        await server.Worker.CompleteActivityAsync(activity);
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task Activity_RunningInTheServersProcessWhenThatEnded_IsTriedAgainAtOnce()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());
        var lost = await server.Worker.PollActivityAsync();

        await server.CrashAndRestartAsync();
        var again = await server.Worker.PollActivityAsync();

        Assert.Equal((1, 2), (lost.Attempt, again.Attempt));
        await server.Worker.CompleteActivityAsync(again);
        await server.Worker.StepAsync(Commands.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task Activity_ServerCrashedBeforeAWorkerTookIt_IsGivenOutAfterRestart()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());

        await server.CrashAndRestartAsync();

        Assert.Equal("1", (await server.Worker.PollActivityAsync()).ActivityId);
    }

    [Theory]
    [InlineData(TimeoutType.StartToClose)]
    [InlineData(TimeoutType.Heartbeat)]
    public async Task Activity_ItsWorkerElsewhereDiedToo_TimesOutAfterRestartAndIsTriedAgain(TimeoutType kind)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(400));
        await server.Worker.StepAsync(Commands.Activity(change: activity =>
        {
            activity.StartToCloseTimeout = kind == TimeoutType.StartToClose ? timeout : Duration.FromTimeSpan(TimeSpan.FromMinutes(5));
            activity.HeartbeatTimeout = kind == TimeoutType.Heartbeat ? timeout : null;
            activity.RetryPolicy = new() { InitialInterval = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1)) };
        }));
        await server.CallFromOutsideAsync<PollActivityTaskQueueResponse>(HandWorker.ActivityPoll());

        await server.CrashAndRestartAsync();

        Assert.Equal(2, (await server.Worker.PollActivityAsync()).Attempt);
        var pending = Assert.Single((await server.Worker.DescribeAsync()).PendingActivities);
        Assert.Equal(kind, pending.LastFailure.TimeoutFailureInfo.TimeoutType);
    }

    [Fact]
    public async Task Activity_ServerCrashedDuringBackoff_IsTriedAgainAfterIt()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());
        await server.Worker.FailActivityAsync(await server.Worker.PollActivityAsync(), nextDelay: TimeSpan.FromMilliseconds(300));

        await server.CrashAndRestartAsync();

        Assert.Equal(2, (await server.Worker.PollActivityAsync()).Attempt);
    }

    [Fact]
    public async Task Timers_RateOfTheClockChanges_AllFire()
    {
        const int Workflows = 40;
        await using var server = await ServerUnderTest.StartAsync(ServerClock.Scaled(1, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        for (var i = 0; i < Workflows; i++)
        {
            // Around the first horizons of every rate the clock takes
            await server.Worker.StartAsync($"wf-{i}");
            await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromSeconds(i * 17)));
        }

        foreach (var rate in (double[])[500, 3, 20_000, 100, 100_000])
        {
            server.Clock.SetRate(rate);
            await server.Worker.StartAsync($"at-{rate}");
            await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromSeconds(rate)));
        }

        server.Clock.SetRate(1_000_000);
        for (var i = 0; i < Workflows + 5; i++)
        {
            await server.Worker.StepAsync(Commands.Complete());
        }
    }

    [Fact]
    public async Task ScaledClock_ServerRestarted_DoesNotGoBack()
    {
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using var server = await ServerUnderTest.StartAsync(ServerClock.Scaled(100_000, start));
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromDays(1)));
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromDays(1)));
        var before = (await server.Worker.HistoryAsync())[^1].EventTime;

        await server.CrashAndRestartAsync(ServerClock.Scaled(100_000, start));
        await server.Worker.StepAsync(Commands.Complete());

        var close = await server.Worker.ResultAsync();
        Assert.True(close.EventTime > before, $"{close.EventTime} is not after {before}");
        Assert.InRange(close.EventTime.ToDateTimeOffset(), start.AddDays(2), start.AddDays(60));
    }

    [Fact]
    public async Task SkippingClock_WorkflowSleepsAMonth_EndsAtOnceInItsOwnTime()
    {
        await using var server = await ServerUnderTest.StartAsync(ServerClock.Skipping());
        await server.CallAsync<Temporalio.Api.TestService.V1.UnlockTimeSkippingResponse>(
            "temporal.api.testservice.v1.TestService", "UnlockTimeSkipping", new Temporalio.Api.TestService.V1.UnlockTimeSkippingRequest());
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromDays(30)));
        await server.Worker.StepAsync(Commands.Complete());

        var close = await server.Worker.ResultAsync();
        var start = (await server.Worker.HistoryAsync())[0].EventTime;
        Assert.True((close.EventTime - start).ToTimeSpan() >= TimeSpan.FromDays(30));
    }
}
