using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>What the last attempt of an activity leaves in the history.</summary>
internal static class ActivityEvents
{
    public static HistoryEvent Started(PendingActivity activity, string runId) => new()
    {
        EventType = EventType.ActivityTaskStarted,
        ActivityTaskStartedEventAttributes = new ActivityTaskStartedEventAttributes
        {
            ScheduledEventId = activity.ScheduledId,
            Identity = activity.Identity,
            RequestId = $"{runId}:{activity.ScheduledId}:{activity.Attempt}",
            Attempt = activity.Attempt,
            LastFailure = activity.LastFailure,
        },
    };

    public static HistoryEvent Completed(PendingActivity activity, long startedId, Payloads? result, string identity) => new()
    {
        EventType = EventType.ActivityTaskCompleted,
        ActivityTaskCompletedEventAttributes = new ActivityTaskCompletedEventAttributes
        {
            Result = result,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = startedId,
            Identity = identity,
        },
    };

    public static HistoryEvent Failed(PendingActivity activity, long startedId, Failure failure, RetryState state, string identity) => new()
    {
        EventType = EventType.ActivityTaskFailed,
        ActivityTaskFailedEventAttributes = new ActivityTaskFailedEventAttributes
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = startedId,
            Identity = identity,
            RetryState = state,
        },
    };

    public static HistoryEvent Cancelled(PendingActivity activity, long startedId, Payloads? details, string identity) => new()
    {
        EventType = EventType.ActivityTaskCanceled,
        ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
        {
            Details = details,
            LatestCancelRequestedEventId = activity.CancelRequestedId,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = startedId,
            Identity = identity,
        },
    };

    public static HistoryEvent TimedOut(PendingActivity activity, long startedId, Failure failure, RetryState state) => new()
    {
        EventType = EventType.ActivityTaskTimedOut,
        ActivityTaskTimedOutEventAttributes = new ActivityTaskTimedOutEventAttributes
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = startedId,
            RetryState = state,
        },
    };
}
