using Temporalio.Worker;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class RateGateTests
{
    [Fact]
    public async Task WaitAsync_FourASecond_LetsOneThroughEachQuarter()
    {
        var clock = new HandSetClock();
        var gate = new RateGate(4, clock);
        Assert.True(gate.WaitAsync(default).IsCompletedSuccessfully);
        var second = gate.WaitAsync(default);
        var third = gate.WaitAsync(default);

        clock.Advance(TimeSpan.FromMilliseconds(250));
        await second;
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        await third;
    }

    [Fact]
    public void WaitAsync_AfterAPause_SavesNothingUp()
    {
        var clock = new HandSetClock();
        var gate = new RateGate(4, clock);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(gate.WaitAsync(default).IsCompletedSuccessfully);
        Assert.False(gate.WaitAsync(default).IsCompleted);
    }
}
