namespace TemporalServer.Clock;

/// <summary>Workflow time as a <see cref="TimeProvider"/>, timers included.</summary>
internal sealed class WorkflowTimeProvider(ServerClock clock) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override long GetTimestamp() => clock.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new AlarmTimer(clock, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class AlarmTimer(ServerClock clock, Action callback) : ITimer
    {
        private readonly Lock gate = new();
        private IDisposable? alarm;
        private TimeSpan period;
        private bool disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                if (disposed)
                {
                    return false;
                }

                this.period = period;
                alarm?.Dispose();
                alarm = dueTime == Timeout.InfiniteTimeSpan ? null : clock.RingAt(clock.Now + dueTime, Ring);
                return true;
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                disposed = true;
                alarm?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring()
        {
            lock (gate)
            {
                if (disposed)
                {
                    return;
                }

                if (period > TimeSpan.Zero)
                {
                    alarm = clock.RingAt(clock.Now + period, Ring);
                }
            }

            callback();
        }
    }
}
