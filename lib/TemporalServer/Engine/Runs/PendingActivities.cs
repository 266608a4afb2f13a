using TemporalServer.Persistence;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>The activities a run waits for.</summary>
internal sealed class PendingActivities(WorkflowRun run)
{
    private readonly Dictionary<long, PendingActivity> pending = [];

    public bool Any => pending.Count > 0;

    public int Count => pending.Count;

    public IEnumerable<PendingActivity> All => pending.Values;

    /// <summary>Whether an attempt is offered to workers or running, rather than backing off.</summary>
    public bool HasOutstanding => pending.Values.Any(static activity => activity.IsStarted || activity.IsOnOffer);

    /// <summary>The earliest retry, in the clock that retries follow.</summary>
    public long NextRetry
    {
        get
        {
            var next = long.MaxValue;
            foreach (var activity in pending.Values)
            {
                if (activity is { IsBackingOff: true, IsPaused: false })
                {
                    next = Math.Min(next, activity.RetryDue);
                }
            }

            return next;
        }
    }

    /// <summary>Machine time of the next deadline or machine-time retry.</summary>
    public long NextDue
    {
        get
        {
            var next = run.Engine.Clock.IsSkipping ? long.MaxValue : NextRetry;
            foreach (var activity in pending.Values)
            {
                next = Math.Min(next, activity.Deadline.Due);
            }

            return next;
        }
    }

    private long RetryNow => run.Engine.Clock.IsSkipping ? run.Now : run.MachineNow;

    public PendingActivity? Find(long scheduledId) => pending.GetValueOrDefault(scheduledId);

    public PendingActivity? Find(string activityId) => pending.Values.FirstOrDefault(activity => activity.ActivityId == activityId);

    /// <summary>Schedules an activity.</summary>
    /// <returns>The activity, and whether the command's worker may run it at once.</returns>
    public (PendingActivity Activity, bool Eager) Schedule(ScheduleActivityTaskCommandAttributes command, UserMetadata? metadata, long completedId)
    {
        var attributes = ActivityDefaults.Fill(command, run.Info, completedId);
        var item = run.History.Append(new HistoryEvent
        {
            EventType = EventType.ActivityTaskScheduled,
            ActivityTaskScheduledEventAttributes = attributes,
            UserMetadata = metadata,
        });
        var activity = new PendingActivity(item.EventId)
        {
            ScheduledTime = run.Now,
            AttemptTime = run.Now,
            MachineScheduled = run.MachineNow,
            MachineAttempt = run.MachineNow,
        };
        activity.Describe(attributes);
        pending.Add(item.EventId, activity);
        var eager = command.RequestEagerExecution && attributes.TaskQueue.Name == run.Info.TaskQueue;
        if (!eager)
        {
            run.After(new RunEffect(EffectKind.DispatchActivity, item.EventId, 1));
        }

        return (activity, eager);
    }

    /// <summary>A worker takes an attempt.</summary>
    public PollActivityTaskQueueResponse Start(PendingActivity activity, string identity, bool inProcess)
    {
        activity.IsStarted = true;
        activity.IsInProcess = inProcess;
        activity.StartedTime = run.Now;
        activity.MachineStarted = run.MachineNow;
        activity.MachineHeartbeat = 0;
        activity.Identity = identity;
        var attributes = activity.Attributes(run.History);
        return new PollActivityTaskQueueResponse
        {
            TaskToken = new TaskToken(TaskTokenKind.Activity, run.Info.Key, activity.ScheduledId, activity.Stamp).ToByteString(),
            WorkflowNamespace = run.Info.Namespace,
            WorkflowType = new WorkflowType { Name = run.Info.WorkflowType },
            WorkflowExecution = run.Info.Execution,
            ActivityType = attributes.ActivityType,
            ActivityId = activity.ActivityId,
            Header = attributes.Header,
            Input = attributes.Input,
            HeartbeatDetails = activity.HeartbeatDetails,
            ScheduledTime = ProtoTime.ToTimestamp(activity.ScheduledTime),
            CurrentAttemptScheduledTime = ProtoTime.ToTimestamp(activity.AttemptTime),
            StartedTime = ProtoTime.ToTimestamp(run.Now),
            Attempt = activity.Attempt,
            ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
            StartToCloseTimeout = attributes.StartToCloseTimeout,
            HeartbeatTimeout = attributes.HeartbeatTimeout,
            RetryPolicy = attributes.RetryPolicy,
            Priority = attributes.Priority,
        };
    }

    /// <summary>The activity returned a result.</summary>
    public void Complete(PendingActivity activity, Payloads? result, string identity)
    {
        StartUnlessStarted(activity, identity);
        AppendStarted(activity, out var startedId);
        Close(activity, ActivityEvents.Completed(activity, startedId, result, identity));
    }

    /// <summary>An attempt failed: retries it, or closes the activity.</summary>
    public void Fail(PendingActivity activity, Failure failure, string identity)
    {
        var state = TryRetry(activity, failure);
        if (state == RetryState.InProgress)
        {
            return;
        }

        StartUnlessStarted(activity, identity);
        AppendStarted(activity, out var startedId);
        Close(activity, ActivityEvents.Failed(activity, startedId, failure, state, identity));
    }

    /// <summary>The activity accepted its cancellation.</summary>
    public void Cancel(PendingActivity activity, Payloads? details, string identity)
    {
        AppendStarted(activity, out var startedId);
        Close(activity, ActivityEvents.Cancelled(activity, startedId, details, identity));
    }

    /// <summary>Whether an activity waits, or closed while the worker was deciding.</summary>
    public bool CanCancel(long scheduledId) => pending.ContainsKey(scheduledId)
        || run.History.Buffered.Any(item => item.ActivityTaskStartedEventAttributes?.ScheduledEventId == scheduledId
            || item.ActivityTaskTimedOutEventAttributes?.ScheduledEventId == scheduledId);

    /// <summary>The workflow asks for cancellation; an attempt that is not running is cancelled at once.</summary>
    public void RequestCancel(long scheduledId, long completedId)
    {
        var requested = run.History.Append(new HistoryEvent
        {
            EventType = EventType.ActivityTaskCancelRequested,
            ActivityTaskCancelRequestedEventAttributes = new ActivityTaskCancelRequestedEventAttributes
            {
                ScheduledEventId = scheduledId,
                WorkflowTaskCompletedEventId = completedId,
            },
        });
        if (Find(scheduledId) is not { } activity)
        {
            return;
        }

        activity.CancelRequested = true;
        activity.CancelRequestedId = requested.EventId;
        if (!activity.IsStarted)
        {
            Cancel(activity, null, string.Empty);
        }
    }

    /// <summary>Changes an activity's options; an attempt it waits for comes when the changed policy wants it.</summary>
    public void Change(PendingActivity activity, ActivityOptions? options)
    {
        var before = LastDelay(activity);
        activity.Change(options, run.History);
        if (activity.IsBackingOff)
        {
            activity.RetryDue = Math.Max(1, activity.RetryDue + LastDelay(activity) - before);
        }
    }

    /// <summary>Offers an activity's next attempt after a delay, in ticks.</summary>
    public void OfferAgain(PendingActivity activity, long delay)
    {
        activity.Renew(run.Now, run.MachineNow);
        if (delay > 0)
        {
            activity.RetryDue = RetryNow + delay;
        }
        else if (activity.IsOnOffer && !run.IsPaused)
        {
            run.After(new RunEffect(EffectKind.DispatchActivity, activity.ScheduledId, activity.Stamp));
        }
    }

    /// <summary>Takes up an activity of an adopted history, from its first attempt.</summary>
    public void Restore(HistoryEvent scheduled)
    {
        var activity = new PendingActivity(scheduled.EventId)
        {
            ScheduledTime = scheduled.EventTime.ToTicks(),
            AttemptTime = run.Now,
            MachineScheduled = run.MachineNow,
            MachineAttempt = run.MachineNow,
        };
        activity.Describe(scheduled.ActivityTaskScheduledEventAttributes);
        pending[scheduled.EventId] = activity;
    }

    /// <summary>An activity of an adopted history ended.</summary>
    public void Forget(long scheduledId) => pending.Remove(scheduledId);

    /// <summary>Offers every waiting activity to its queue.</summary>
    public void OfferAll()
    {
        foreach (var activity in pending.Values.Where(static activity => activity.IsOnOffer))
        {
            run.After(new RunEffect(EffectKind.DispatchActivity, activity.ScheduledId, activity.Stamp));
        }
    }

    /// <summary>Closes or retries activities whose deadline passed, and offers those whose back-off is over.</summary>
    public void Expire()
    {
        foreach (var activity in pending.Values.ToArray())
        {
            var (due, kind) = activity.Deadline;
            if (due <= run.MachineNow)
            {
                TimeOut(activity, kind);
            }
            else if (activity is { IsBackingOff: true, IsPaused: false } && activity.RetryDue <= RetryNow)
            {
                activity.RetryDue = 0;
                activity.AttemptTime = run.Now;
                activity.MachineAttempt = run.MachineNow;
                run.After(new RunEffect(EffectKind.DispatchActivity, activity.ScheduledId, activity.Stamp));
            }
        }
    }

    /// <summary>Ends the attempts that ran in a process that is no more, without waiting for their timeouts; retries follow at once.</summary>
    public void EndLost()
    {
        foreach (var activity in pending.Values.Where(static activity => activity is { IsStarted: true, IsInProcess: true }).ToArray())
        {
            TimeOut(activity, TimeoutType.StartToClose);
            if (activity.IsBackingOff)
            {
                activity.RetryDue = Math.Min(activity.RetryDue, RetryNow);
            }
        }

        Expire();
    }

    public void Clear() => pending.Clear();

    public void Write(StateWriter writer)
    {
        writer.Long(pending.Count);
        foreach (var activity in pending.Values)
        {
            activity.Write(writer);
        }
    }

    public void Read(StateReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var activity = PendingActivity.Read(reader);
            pending.Add(activity.ScheduledId, activity);
        }
    }

    private void TimeOut(PendingActivity activity, TimeoutType kind)
    {
        var failure = ActivityRetry.Timeout(kind, activity);
        var state = TryRetry(activity, failure);
        if (state == RetryState.InProgress)
        {
            return;
        }

        long startedId = 0;
        if (activity.IsStarted)
        {
            AppendStarted(activity, out startedId);
        }

        Close(activity, ActivityEvents.TimedOut(activity, startedId, failure, state));
    }

    /// <summary>How long the policy of now makes the attempt wait that is next, in ticks.</summary>
    private long LastDelay(PendingActivity activity) => activity.LastFailure is null
        ? 0 : ActivityRetry.Decide(activity.Attempt - 1, activity.Attributes(run.History).RetryPolicy, activity.LastFailure).Delay;

    private RetryState TryRetry(PendingActivity activity, Failure failure)
    {
        var (state, delay) = ActivityRetry.Decide(activity, activity.Attributes(run.History).RetryPolicy, failure, run.MachineNow);
        if (state != RetryState.InProgress)
        {
            return state;
        }

        activity.LastFailure = failure;
        activity.Attempt = activity.IsReset ? 1 : activity.Attempt + 1;
        activity.IsReset = false;
        activity.Stamp++;
        activity.IsStarted = false;
        activity.AttemptEndedTime = run.Now;
        activity.RetryDue = Math.Max(1, RetryNow + delay);
        return state;
    }

    /// <summary>Whoever closes an activity by its id before a worker took it has started it, too: workers replay no close without a start.</summary>
    private void StartUnlessStarted(PendingActivity activity, string identity)
    {
        if (!activity.IsStarted)
        {
            activity.IsStarted = true;
            activity.StartedTime = run.Now;
            activity.Identity = identity;
        }
    }

    private void AppendStarted(PendingActivity activity, out long startedId)
    {
        if (!activity.IsStarted)
        {
            startedId = 0;
            return;
        }

        startedId = run.History.AppendOrBuffer(ActivityEvents.Started(activity, run.Info.RunId)).EventId;
    }

    private void Close(PendingActivity activity, HistoryEvent item)
    {
        pending.Remove(activity.ScheduledId);
        run.History.AppendOrBuffer(item);
        run.WorkflowTask.Schedule();
    }
}
