namespace Notify.Workers.Tests.Expiring;

/// <summary>Time that passes only when a test says so, timers included.</summary>
internal sealed class HandSetTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<HandSetTimer> timers = [];
    private DateTimeOffset now = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandSetTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass and rings the timers that are due.</summary>
    public void Advance(TimeSpan by)
    {
        List<HandSetTimer> due;
        lock (gate)
        {
            now += by;
            due = timers.FindAll(timer => timer.Due <= now);
            due.ForEach(timer => timer.Due = timer.Period > TimeSpan.Zero ? now + timer.Period : DateTimeOffset.MaxValue);
        }

        due.ForEach(timer => timer.Ring());
    }

    private sealed class HandSetTimer(HandSetTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time.now + dueTime;
                Period = period;
                if (!time.timers.Contains(this))
                {
                    time.timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
