using TemporalServer.Persistence;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// An activity the run waits for. Attempts leave no events until the last: retries would otherwise fill the history.
/// Times named machine are machine time, the others workflow time, all UTC ticks.
/// </summary>
internal sealed class PendingActivity(long scheduledId)
{
    private ActivityTaskScheduledEventAttributes? attributes;
    private long scheduleToClose;
    private long scheduleToStart;
    private long startToClose;
    private long heartbeat;

    public long ScheduledId { get; } = scheduledId;

    public string ActivityId { get; private set; } = string.Empty;

    public int Attempt { get; set; } = 1;

    /// <summary>Tells one attempt from any other, also when a reset makes their numbers repeat.</summary>
    public int Stamp { get; set; } = 1;

    /// <summary>Who paused it and why; null while it is not paused.</summary>
    public PendingActivityInfo.Types.PauseInfo? Pause { get; set; }

    /// <summary>A reset met a running attempt: the next attempt is the first again.</summary>
    public bool IsReset { get; set; }

    /// <summary>Options that an operator put in place of the scheduled ones; null for none.</summary>
    public ActivityOptions? Options { get; private set; }

    public bool IsPaused => Pause is not null;

    /// <summary>Whether a worker may take it now.</summary>
    public bool IsOnOffer => !IsStarted && !IsBackingOff && !IsPaused;

    public bool IsStarted { get; set; }

    /// <summary>Whether the attempt runs in the server's own process: a server that starts anew knows that it has ended.</summary>
    public bool IsInProcess { get; set; }

    public bool CancelRequested { get; set; }

    public long CancelRequestedId { get; set; }

    public long ScheduledTime { get; set; }

    public long AttemptTime { get; set; }

    public long StartedTime { get; set; }

    public long HeartbeatTime { get; set; }

    public long AttemptEndedTime { get; set; }

    public long MachineScheduled { get; set; }

    public long MachineAttempt { get; set; }

    public long MachineStarted { get; set; }

    public long MachineHeartbeat { get; set; }

    /// <summary>When the next attempt is due, in the clock that retries follow; 0 while none is waited for.</summary>
    public long RetryDue { get; set; }

    public string Identity { get; set; } = string.Empty;

    public Payloads? HeartbeatDetails { get; set; }

    public Failure? LastFailure { get; set; }

    public bool IsBackingOff => RetryDue > 0;

    /// <summary>When schedule-to-close passes in machine time; <see cref="long.MaxValue"/> for never.</summary>
    public long Expiration => scheduleToClose > 0 ? MachineScheduled + scheduleToClose : long.MaxValue;

    /// <summary>The next deadline in machine time, and what it means.</summary>
    public (long Due, TimeoutType Kind) Deadline
    {
        get
        {
            var first = (Due: Expiration, Kind: TimeoutType.ScheduleToClose);
            if (IsStarted)
            {
                first = Earlier(first, startToClose, MachineStarted, TimeoutType.StartToClose);
                first = Earlier(first, heartbeat, Math.Max(MachineStarted, MachineHeartbeat), TimeoutType.Heartbeat);
            }
            else if (IsOnOffer)
            {
                first = Earlier(first, scheduleToStart, MachineAttempt, TimeoutType.ScheduleToStart);
            }

            return first;
        }
    }

    /// <summary>What was scheduled, from the history when it is not in memory.</summary>
    public ActivityTaskScheduledEventAttributes Attributes(RunHistory history) =>
        attributes ??= ActivityOptionsChange.Apply(history.Read(ScheduledId).ActivityTaskScheduledEventAttributes, Options);

    /// <summary>Puts options in place of the scheduled ones; null restores those.</summary>
    public void Change(ActivityOptions? options, RunHistory history)
    {
        Options = options;
        Describe(ActivityOptionsChange.Apply(history.Read(ScheduledId).ActivityTaskScheduledEventAttributes, options));
    }

    /// <summary>The next attempt is offered at once; whoever has an older one is too late.</summary>
    public void Renew(long now, long machineNow)
    {
        Stamp++;
        RetryDue = 0;
        AttemptTime = now;
        MachineAttempt = machineNow;
    }

    public void Describe(ActivityTaskScheduledEventAttributes scheduled)
    {
        attributes = scheduled;
        ActivityId = scheduled.ActivityId;
        scheduleToClose = scheduled.ScheduleToCloseTimeout.Ticks();
        scheduleToStart = scheduled.ScheduleToStartTimeout.Ticks();
        startToClose = scheduled.StartToCloseTimeout.Ticks();
        heartbeat = scheduled.HeartbeatTimeout.Ticks();
    }

    public void Write(StateWriter writer)
    {
        writer.Long(ScheduledId);
        writer.Text(ActivityId);
        foreach (var value in (ReadOnlySpan<long>)[
            Attempt, CancelRequestedId, ScheduledTime, AttemptTime, StartedTime, HeartbeatTime, AttemptEndedTime, MachineScheduled, MachineAttempt,
            MachineStarted, MachineHeartbeat, RetryDue, scheduleToClose, scheduleToStart, startToClose, heartbeat, Stamp])
        {
            writer.Long(value);
        }

        writer.Bool(IsStarted);
        writer.Bool(IsInProcess);
        writer.Bool(CancelRequested);
        writer.Bool(IsReset);
        writer.Text(Identity);
        writer.Message(HeartbeatDetails);
        writer.Message(LastFailure);
        writer.Message(Pause);
        writer.Message(Options);
    }

    public static PendingActivity Read(StateReader reader) => new(reader.Long())
    {
        ActivityId = reader.Text(),
        Attempt = reader.Int(),
        CancelRequestedId = reader.Long(),
        ScheduledTime = reader.Long(),
        AttemptTime = reader.Long(),
        StartedTime = reader.Long(),
        HeartbeatTime = reader.Long(),
        AttemptEndedTime = reader.Long(),
        MachineScheduled = reader.Long(),
        MachineAttempt = reader.Long(),
        MachineStarted = reader.Long(),
        MachineHeartbeat = reader.Long(),
        RetryDue = reader.Long(),
        scheduleToClose = reader.Long(),
        scheduleToStart = reader.Long(),
        startToClose = reader.Long(),
        heartbeat = reader.Long(),
        Stamp = reader.Int(),
        IsStarted = reader.Bool(),
        IsInProcess = reader.Bool(),
        CancelRequested = reader.Bool(),
        IsReset = reader.Bool(),
        Identity = reader.Text(),
        HeartbeatDetails = reader.Message(Payloads.Parser),
        LastFailure = reader.Message(Failure.Parser),
        Pause = reader.Message(PendingActivityInfo.Types.PauseInfo.Parser),
        Options = reader.Message(ActivityOptions.Parser),
    };

    private static (long Due, TimeoutType Kind) Earlier((long Due, TimeoutType Kind) first, long timeout, long since, TimeoutType kind) =>
        timeout > 0 && since + timeout < first.Due ? (since + timeout, kind) : first;
}
