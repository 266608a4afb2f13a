using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge;

/// <summary>Where, in a history, the workflow's code ran.</summary>
internal static class TaskBoundaries
{
    /// <summary>
    /// Index of the <c>WorkflowTaskStarted</c> at which the code ran next, or -1 if it did not run again. Tasks that
    /// failed or timed out, and heartbeats (completed without a command and scheduled again at once), are passed over.
    /// </summary>
    public static int FindNext(IReadOnlyList<HistoryEvent> events, int from)
    {
        for (var i = from; i < events.Count; i++)
        {
            if (events[i].EventType != EventType.WorkflowTaskStarted)
            {
                continue;
            }

            if (i + 1 == events.Count)
            {
                return i;
            }

            var isHeartbeat = i + 2 < events.Count && events[i + 2].EventType == EventType.WorkflowTaskScheduled;
            if (events[i + 1].EventType == EventType.WorkflowTaskCompleted && !isHeartbeat)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the event records a command of the workflow.</summary>
    public static bool RecordsCommand(HistoryEvent historyEvent) => historyEvent.EventType
        is EventType.TimerStarted
        or EventType.TimerCanceled
        or EventType.ActivityTaskScheduled
        or EventType.ActivityTaskCancelRequested
        or EventType.MarkerRecorded
        or EventType.StartChildWorkflowExecutionInitiated
        or EventType.SignalExternalWorkflowExecutionInitiated
        or EventType.RequestCancelExternalWorkflowExecutionInitiated
        or EventType.UpsertWorkflowSearchAttributes
        or EventType.WorkflowPropertiesModified
        or EventType.WorkflowExecutionUpdateAccepted
        or EventType.WorkflowExecutionUpdateCompleted
        or EventType.WorkflowExecutionCompleted
        or EventType.WorkflowExecutionFailed
        or EventType.WorkflowExecutionCanceled
        or EventType.WorkflowExecutionContinuedAsNew;

    /// <summary>The event whose machine an event is about, or 0.</summary>
    public static long RefersTo(HistoryEvent e) => e.EventType switch
    {
        EventType.TimerFired => e.TimerFiredEventAttributes.StartedEventId,
        EventType.ActivityTaskCompleted => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        EventType.StartChildWorkflowExecutionFailed => e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionStarted => e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCompleted => e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed => e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled => e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut => e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated => e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionSignaled => e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        EventType.SignalExternalWorkflowExecutionFailed => e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionCancelRequested => e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        EventType.RequestCancelExternalWorkflowExecutionFailed => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        _ => 0,
    };
}
