using System.Security.Cryptography;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// The run's workflow task: at most one is outstanding. After a failure the next attempts are transient: their events
/// are written only when one completes, so that a broken workflow does not grow its history.
/// </summary>
internal sealed partial class WorkflowTaskState(WorkflowRun run)
{
    private const int FirstDelayedAttempt = 3;
    private static readonly long LongestRetryDelay = TimeSpan.FromMinutes(1).Ticks;

    private long machineScheduled;
    private long machineStarted;
    private long dispatchDue;
    private bool held;
    private bool wanted;

    /// <summary>The scheduled event; for a transient attempt the id it will get. 0 when none is outstanding.</summary>
    public long ScheduledId { get; private set; }

    public long StartedId { get; private set; }

    public int Attempt { get; private set; } = 1;

    public bool IsTransient { get; private set; }

    /// <summary>Tells this start of the task from any other, also over a restart.</summary>
    public long Stamp { get; private set; }

    public long ScheduledTime { get; private set; }

    public long StartedTime { get; private set; }

    /// <summary>The started event of the last completed task; 0 before.</summary>
    public long PreviousStartedId { get; private set; }

    /// <summary>The completed event of the last completed task; 0 before.</summary>
    public long LastCompletedId { get; private set; }

    /// <summary>The queue of the worker that has the run cached; empty for none.</summary>
    public string StickyQueue { get; private set; } = string.Empty;

    public long StickyTimeout { get; private set; }

    /// <summary>Whether the outstanding task was offered to the sticky queue.</summary>
    public bool IsOnSticky { get; private set; }

    public string Identity { get; private set; } = string.Empty;

    /// <summary>Whether the worker that has the task lives in the server's own process.</summary>
    public bool IsInProcess { get; private set; }

    public bool IsPending => ScheduledId != 0;

    public bool IsStarted => StartedId != 0;

    public string QueueName => IsOnSticky ? StickyQueue : run.Info.TaskQueue;

    /// <summary>Machine time of the next deadline.</summary>
    public long NextDue => !IsPending ? long.MaxValue
        : dispatchDue > 0 ? dispatchDue
        : IsStarted ? machineStarted + run.Info.TaskTimeout.Ticks()
        : IsOnSticky ? machineScheduled + StickyTimeout
        : long.MaxValue;

    /// <summary>Whether the commands of a task are being recorded.</summary>
    public bool IsHeld => held;

    /// <summary>Until <see cref="Release"/>, what is scheduled waits: a task's commands must stay together in the history.</summary>
    public void Hold() => (held, wanted) = (true, false);

    /// <summary>Schedules what was wanted in the meantime.</summary>
    /// <param name="more">Schedule a task in any case.</param>
    public void Release(bool more)
    {
        held = false;
        if (wanted || more)
        {
            Schedule();
        }
    }

    /// <summary>Schedules a task unless one is outstanding.</summary>
    public void Schedule()
    {
        if (held)
        {
            wanted = true;
            return;
        }

        if (IsPending || !run.IsOpen || run.IsPaused || run.FirstTaskDue > 0)
        {
            return;
        }

        IsOnSticky = StickyQueue.Length > 0 && run.Engine.Matching.TakesSticky(run.Info.Namespace, StickyQueue);
        if (!IsOnSticky)
        {
            StickyQueue = string.Empty;
        }

        IsTransient = Attempt > 1;
        ScheduledTime = run.Now;
        machineScheduled = run.MachineNow;
        ScheduledId = IsTransient ? run.History.NextId : run.History.Append(WorkflowTaskEvents.Scheduled(run, this)).EventId;
        Stamp = NewStamp();
        var delay = Attempt < FirstDelayedAttempt ? 0
            : Math.Min(TimeSpan.TicksPerSecond << Math.Min(Attempt - FirstDelayedAttempt, 10), LongestRetryDelay);
        dispatchDue = delay == 0 ? 0 : run.MachineNow + delay;
        if (delay == 0)
        {
            run.After(new RunEffect(EffectKind.DispatchWorkflowTask, Stamp));
        }
    }

    /// <summary>Offers the outstanding task again, or schedules one: the run was paused.</summary>
    public void Resume()
    {
        if (IsPending && !IsStarted)
        {
            run.After(new RunEffect(EffectKind.DispatchWorkflowTask, Stamp));
        }

        Schedule();
    }

    /// <summary>A worker takes the task.</summary>
    /// <param name="identity">The worker.</param>
    /// <param name="inProcess">Whether it lives in the server's own process.</param>
    /// <returns>The started event, virtual for a transient attempt.</returns>
    public HistoryEvent Start(string identity, bool inProcess)
    {
        IsInProcess = inProcess;
        if (IsTransient && run.History.NextId != ScheduledId)
        {
            // Something new came in since, so this is an ordinary first attempt again
            IsTransient = false;
            Attempt = 1;
            ScheduledId = run.History.Append(WorkflowTaskEvents.Scheduled(run, this)).EventId;
        }

        Stamp = NewStamp();
        Identity = identity;
        StartedTime = run.Now;
        machineStarted = run.MachineNow;
        var started = WorkflowTaskEvents.Started(run, this);
        if (IsTransient)
        {
            started.EventId = StartedId = ScheduledId + 1;
            started.EventTime = ProtoTime.ToTimestamp(run.Now);
        }
        else
        {
            StartedId = run.History.Append(started).EventId;
        }

        return started;
    }

    /// <summary>The events of a transient attempt, which no history holds yet.</summary>
    public IEnumerable<HistoryEvent> TransientEvents()
    {
        if (!IsTransient || !IsStarted)
        {
            return [];
        }

        var scheduled = WorkflowTaskEvents.Scheduled(run, this);
        scheduled.EventId = ScheduledId;
        scheduled.EventTime = ProtoTime.ToTimestamp(ScheduledTime);
        var started = WorkflowTaskEvents.Started(run, this);
        started.EventId = StartedId;
        started.EventTime = ProtoTime.ToTimestamp(StartedTime);
        return [scheduled, started];
    }

    /// <summary>Takes up a task of an adopted history.</summary>
    public void Restore(long scheduledId, long startedId) => (ScheduledId, StartedId) = (scheduledId, startedId);

    /// <summary>Remembers which worker has the run cached.</summary>
    public void Stick(StickyExecutionAttributes? attributes)
    {
        StickyQueue = attributes?.WorkerTaskQueue?.Name ?? string.Empty;
        StickyTimeout = attributes?.ScheduleToStartTimeout.Ticks() is > 0 and var timeout ? timeout : TimeSpan.FromSeconds(5).Ticks;
    }

    /// <summary>No task is outstanding any more.</summary>
    public void Clear()
    {
        ScheduledId = StartedId = Stamp = dispatchDue = 0;
        IsTransient = IsOnSticky = false;
    }

    private static long NewStamp() => RandomNumberGenerator.GetInt32(int.MaxValue) + ((long)RandomNumberGenerator.GetInt32(int.MaxValue) << 31) + 1;
}
