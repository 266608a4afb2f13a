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
