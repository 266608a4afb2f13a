using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporalio.Tests.Testing;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task Run_ActivityCode_SeesItsContextAndHeartbeats()
    {
        var heartbeats = new List<object?>();
        var environment = new ActivityEnvironment
        {
            Info = ActivityEnvironment.DefaultInfo with { Attempt = 3 },
            Heartbeater = heartbeats.AddRange,
        };

        var attempt = await environment.RunAsync(async () =>
        {
            await Task.Yield();
            ActivityExecutionContext.Current.Heartbeat("half", 50);
            return ActivityExecutionContext.Current.Info.Attempt;
        });

        Assert.Equal(3, attempt);
        Assert.Equal(["half", 50], heartbeats);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Cancel_RunningActivity_IsToldWhy()
    {
        var environment = new ActivityEnvironment();
        var run = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            var cancelled = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return context.CancelReason;
        });

        environment.Cancel(ActivityCancelReason.Timeout);

        Assert.Equal(ActivityCancelReason.Timeout, await run);
    }
}
