namespace TemporalServer.Clock;

/// <summary>
/// The server's two hands. Workflow time stamps events and drives user timers, start delays, workflow timeouts, schedules
/// and cron; it may run faster than real time or skip. Machine time is real and monotonic; it drives task and activity
/// timeouts, retry back-off and long polls.
/// </summary>
public sealed class ServerClock : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly PriorityQueue<ClockAlarm, (long Due, long Order)> alarms = new();
    private readonly ITimer wakeUp;
    private readonly bool follow;
    private readonly bool skipping;
    private double rate;
    private DateTimeOffset anchorTime;
    private long anchorStamp;
    private long order;
    private int skipLocks = 1;
    private int busy;

    private ServerClock(double rate, DateTimeOffset? start, bool skipping)
    {
        this.rate = rate;
        this.skipping = skipping;
        follow = start is null && !skipping;
        anchorTime = start ?? MachineTime.GetUtcNow();
        anchorStamp = MachineTime.GetTimestamp();
        WorkflowTime = new WorkflowTimeProvider(this);
        wakeUp = MachineTime.CreateTimer(_ => Advance(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Workflow time for code of the host that must agree with the server, such as its activities.</summary>
    public TimeProvider WorkflowTime { get; }

    /// <summary>Real, monotonic time.</summary>
    public TimeProvider MachineTime { get; } = TimeProvider.System;

    /// <summary>Whether workflow time departs from real time and must not go back over a restart.</summary>
    public bool IsScaled => !follow && !skipping;

    /// <summary>Whether workflow time can jump.</summary>
    public bool IsSkipping => skipping;

    /// <summary>Seconds of workflow time in a real second, jumps apart.</summary>
    internal double Rate => rate;

    /// <summary>Workflow time, UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            if (follow)
            {
                return MachineTime.GetUtcNow();
            }

            lock (gate)
            {
                return NowLocked();
            }
        }
    }

    /// <summary>Workflow time is real time.</summary>
    public static ServerClock Real() => new(1, null, skipping: false);

    /// <summary>Workflow time runs faster (or slower) than real time.</summary>
    /// <param name="rate">Seconds of workflow time in one real second; 1,440 makes a day of a minute.</param>
    /// <param name="start">Workflow time at the first start; a later start of the same database resumes where it stood.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not above 0 and at most 1,000,000.</exception>
    public static ServerClock Scaled(double rate, DateTimeOffset start) =>
        rate is > 0 and <= 1_000_000
            ? new(rate, start, skipping: false)
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be above 0 and at most 1,000,000.");

    /// <summary>Workflow time jumps to the next due timer while nothing is outstanding and skipping is unlocked.</summary>
    /// <param name="start">Workflow time at the start; null for now.</param>
    public static ServerClock Skipping(DateTimeOffset? start = null) => new(1, start, skipping: true);

    /// <summary>Changes how fast a scaled clock runs, from this moment on; workflow time itself makes no jump.</summary>
    /// <param name="newRate">Seconds of workflow time in one real second: above 0, at most 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="newRate"/> is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">The clock is not a scaled one.</exception>
    public void SetRate(double newRate)
    {
        if (newRate is not (> 0 and <= 1_000_000))
        {
            throw new ArgumentOutOfRangeException(nameof(newRate), newRate, "The rate must be above 0 and at most 1,000,000.");
        }

        if (!IsScaled)
        {
            throw new InvalidOperationException("Only a clock made by Scaled has a rate.");
        }

        lock (gate)
        {
            anchorTime = NowLocked();
            anchorStamp = MachineTime.GetTimestamp();
            rate = newRate;
            ArmLocked();
        }
    }

    /// <summary>Stops alarms; pending ones never ring.</summary>
    public void Dispose() => wakeUp.Dispose();

    /// <summary>Continues from a stored workflow time when that lies ahead.</summary>
    internal void ResumeFrom(DateTimeOffset highWater)
    {
        lock (gate)
        {
            if (!follow && highWater > NowLocked())
            {
                anchorTime = highWater;
                anchorStamp = MachineTime.GetTimestamp();
            }
        }
    }

    /// <summary>Rings once at a workflow time, on a pool thread, or at once when that has passed.</summary>
    /// <returns>Dispose it to cancel.</returns>
    internal IDisposable RingAt(DateTimeOffset due, Action callback)
    {
        var alarm = new ClockAlarm(callback);
        lock (gate)
        {
            alarms.Enqueue(alarm, (due.UtcTicks, order++));
            ArmLocked();
        }

        return alarm;
    }

    /// <summary>Completes when workflow time reaches <paramref name="due"/>.</summary>
    internal async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var alarm = RingAt(due, reached.SetResult);
        await reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Something is outstanding: workflow time must not jump until the matching <see cref="ExitBusy"/>.</summary>
    internal void EnterBusy()
    {
        if (skipping)
        {
            lock (gate)
            {
                busy++;
            }
        }
    }

    /// <summary>The matching end of <see cref="EnterBusy"/>.</summary>
    internal void ExitBusy()
    {
        if (skipping)
        {
            lock (gate)
            {
                busy--;
                ArmLocked();
            }
        }
    }

    /// <summary>Forbids jumps until the matching <see cref="UnlockSkipping"/>. The clock starts with one lock.</summary>
    internal void LockSkipping()
    {
        lock (gate)
        {
            skipLocks++;
        }
    }

    /// <summary>Takes one lock away; false when there was none.</summary>
    internal bool UnlockSkipping()
    {
        lock (gate)
        {
            if (skipLocks == 0)
            {
                return false;
            }

            skipLocks--;
            ArmLocked();
            return true;
        }
    }

    private DateTimeOffset NowLocked() => follow
        ? MachineTime.GetUtcNow()
        : anchorTime + (MachineTime.GetElapsedTime(anchorStamp) * rate);

    private void ArmLocked()
    {
        while (alarms.TryPeek(out var first, out _) && first.Cancelled)
        {
            alarms.Dequeue();
        }

        if (!alarms.TryPeek(out _, out var next))
        {
            return;
        }

        var wait = (new DateTimeOffset(next.Due, TimeSpan.Zero) - NowLocked()) / rate;
        if (skipping && skipLocks == 0 && busy == 0)
        {
            wait = TimeSpan.Zero;
        }

        wakeUp.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Advance()
    {
        List<ClockAlarm> due = [];
        lock (gate)
        {
            JumpLocked();
            var now = NowLocked().UtcTicks;
            while (alarms.TryPeek(out var alarm, out var next) && (alarm.Cancelled || next.Due <= now))
            {
                alarms.Dequeue();
                if (!alarm.Cancelled)
                {
                    due.Add(alarm);
                }
            }

            // A jump is over only when what it woke has run
            busy += due.Count;
            ArmLocked();
        }

        foreach (var alarm in due)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Clock.Ring(state.Alarm), (Clock: this, Alarm: alarm), preferLocal: false);
        }
    }

    private void JumpLocked()
    {
        if (skipping && skipLocks == 0 && busy == 0 && alarms.TryPeek(out var first, out var next) && !first.Cancelled)
        {
            var due = new DateTimeOffset(next.Due, TimeSpan.Zero);
            if (due > NowLocked())
            {
                anchorTime = due;
                anchorStamp = MachineTime.GetTimestamp();
            }
        }
    }

    private void Ring(ClockAlarm alarm)
    {
        try
        {
            alarm.Ring();
        }
        finally
        {
            lock (gate)
            {
                busy--;
                ArmLocked();
            }
        }
    }

    private sealed class ClockAlarm(Action callback) : IDisposable
    {
        private Action? callback = callback;

        public bool Cancelled => Volatile.Read(ref callback) is null;

        public void Ring() => Interlocked.Exchange(ref callback, null)?.Invoke();

        public void Dispose() => Interlocked.Exchange(ref callback, null);
    }
}
