using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>How attempts and activities end.</summary>
internal sealed partial class PendingActivities
{
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
