using TemporalServer.Matching;

namespace TemporalServer.Tests.Matching;

/// <summary>How many tasks a second a queue hands out when its workers ask for a limit.</summary>
public sealed class DispatchRateTests
{
    private readonly HandSetTime time = new();

    [Fact]
    public void TryTake_NoLimitNamed_NeverRefuses()
    {
        var rate = new DispatchRate(time);
        Assert.Equal(1000, Take(rate, 1000));
        Assert.Equal(TimeSpan.Zero, rate.Wait);
    }

    [Fact]
    public void TryTake_BucketIsFull_HandsOutOneSecondsWorthAndNoMore()
    {
        var rate = Limited(5);
        Assert.Equal(5, Take(rate, 100));
        Assert.Equal(TimeSpan.FromMilliseconds(200), rate.Wait);
    }

    [Theory]
    [InlineData(5, 1, 5)]
    [InlineData(5, 0.4, 2)]
    [InlineData(5, 60, 5)]
    [InlineData(0.5, 1, 0)]
    [InlineData(0.5, 2, 1)]
    [InlineData(0.5, 60, 1)]
    public void TryTake_BucketWasEmptied_FillsEvenlyUpToOneSecondsWorth(double perSecond, double seconds, int expected)
    {
        var rate = Limited(perSecond);
        Take(rate, 100);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, Take(rate, 100));
    }

    [Fact]
    public void Wait_ThatLongHasPassed_NextTaskIsHandedOut()
    {
        var rate = Limited(3);
        Take(rate, 100);
        time.Advance(rate.Wait);
        Assert.Equal(1, Take(rate, 100));
    }

    [Fact]
    public void Limit_SameLimitOnEveryPoll_DoesNotRefillTheBucket()
    {
        var rate = Limited(5);
        Take(rate, 100);
        rate.Limit(5);
        Assert.Equal(0, Take(rate, 100));
    }

    [Fact]
    public void Limit_Lowered_HoldsFromNowOn()
    {
        var rate = Limited(100);
        rate.Limit(2);
        Assert.Equal(2, Take(rate, 100));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Take(rate, 100));
    }

    private static int Take(DispatchRate rate, int attempts) => Enumerable.Range(0, attempts).Count(_ => rate.TryTake());

    private DispatchRate Limited(double perSecond)
    {
        var rate = new DispatchRate(time);
        rate.Limit(perSecond);
        return rate;
    }

    private sealed class HandSetTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
