using Temporalio.Client;
using Temporalio.Transport;

namespace Temporalio.Tests.Client;

public sealed class RpcRetryTests
{
    private readonly InstantTime time = new();

    [Fact]
    public async Task Run_PassingFaults_BacksOffExponentiallyUpToTheBound()
    {
        var calls = 0;

        var result = await Retry().RunAsync(
            () => ++calls <= 4
                ? Task.FromException<int>(new GrpcStatusException(GrpcStatusCode.Unavailable, "down"))
                : Task.FromResult(calls),
            CancellationToken.None);

        Assert.Equal(5, result);
        Assert.Equal([100, 200, 300, 300], time.Delays.Select(delay => delay.TotalMilliseconds));
    }

    [Fact]
    public async Task Run_FaultThatStays_IsNotRepeated()
    {
        var calls = 0;

        await Assert.ThrowsAsync<GrpcStatusException>(() => Retry().RunAsync<int>(
            () =>
            {
                calls++;
                throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "wrong");
            },
            CancellationToken.None));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Run_RetriesUsedUp_ThrowsTheLastFault()
    {
        var calls = 0;

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => Retry(maxRetries: 2).RunAsync<int>(
            () => throw new GrpcStatusException(GrpcStatusCode.Unavailable, $"{++calls}"), CancellationToken.None));

        Assert.Equal("3", error.Message);
    }

    [Fact]
    public async Task Run_TimeUsedUp_ThrowsInsteadOfWaiting()
    {
        await Assert.ThrowsAsync<GrpcStatusException>(() => Retry(maxElapsed: TimeSpan.FromMilliseconds(250)).RunAsync<int>(
            () => throw new GrpcStatusException(GrpcStatusCode.Unavailable, "down"), CancellationToken.None));

        Assert.Equal([100], time.Delays.Select(delay => delay.TotalMilliseconds));
    }

    [Fact]
    public async Task Run_ServerOutOfCapacity_WaitsAtLeastASecond()
    {
        var calls = 0;

        await Retry().RunAsync(
            () => ++calls == 1
                ? Task.FromException<int>(new GrpcStatusException(GrpcStatusCode.ResourceExhausted, "busy"))
                : Task.FromResult(0),
            CancellationToken.None);

        Assert.Equal([1000], time.Delays.Select(delay => delay.TotalMilliseconds));
    }

    private RpcRetry Retry(int maxRetries = 10, TimeSpan? maxElapsed = null) => new(
        new()
        {
            RandomizationFactor = 0,
            Multiplier = 2,
            MaxInterval = TimeSpan.FromMilliseconds(300),
            MaxRetries = maxRetries,
            MaxElapsedTime = maxElapsed,
        },
        time);

    /// <summary>A clock on which every wait is over at once, and moves time by its length.</summary>
    private sealed class InstantTime : TimeProvider
    {
        private long ticks;

        public List<TimeSpan> Delays { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Delays.Add(dueTime);
            ticks += dueTime.Ticks;
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
