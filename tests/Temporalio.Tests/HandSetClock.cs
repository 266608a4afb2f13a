namespace Temporalio.Tests;

/// <summary>Time that passes only when a test says so; timers do not fire by themselves.</summary>
internal sealed class HandSetClock : TimeProvider
{
    private readonly List<HandSetTimer> timers = [];
    private long now = DateTimeOffset.UnixEpoch.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref now), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandSetTimer(this, () => callback(state));
        lock (timers)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref now, by.Ticks);
        HandSetTimer[] due;
        lock (timers)
        {
            due = [.. timers.Where(timer => timer.Due <= now)];
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private sealed class HandSetTimer(HandSetClock clock, Action fire) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks;
            return true;
        }

        public void Fire()
        {
            Due = long.MaxValue;
            fire();
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
