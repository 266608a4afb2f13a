using TemporalServer.Clock;
using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Tests;

public sealed class SleepingRunTests
{
    [Fact]
    public async Task Run_WaitingForADistantTimer_LeavesMemoryAndStillTakesSignals()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var key = RunIds.KeyOf(await server.Worker.StartAsync())!.Value;
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));

        Assert.Null(server.Engine.Runs.FindLoaded(key));

        await server.Worker.SignalAsync("wake");
        await server.Worker.StepAsync(Commands.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task Run_WaitingForANearTimer_StaysInMemory()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var key = RunIds.KeyOf(await server.Worker.StartAsync())!.Value;
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromSeconds(30)));

        Assert.NotNull(server.Engine.Runs.FindLoaded(key));
    }

    [Fact]
    public async Task Run_WaitingForADistantTimerThatComes_FiresIt()
    {
        await using var server = await ServerUnderTest.StartAsync(ServerClock.Scaled(100, DateTimeOffset.UnixEpoch));
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(3)));
        server.Clock.SetRate(1_000_000);
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Contains(EventType.TimerFired, await server.Worker.EventTypesAsync());
    }
}
