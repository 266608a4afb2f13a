using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge;

/// <summary>Where, in a history, the workflow's code ran.</summary>
internal static class TaskBoundaries
{
    /// <summary>
    /// Index of the <c>WorkflowTaskStarted</c> at which the code ran next, or -1 if it did not run again. Tasks that
    /// failed or timed out are passed over, and so are heartbeats: tasks completed without a command and scheduled again
    /// at once, while no command stands between them and the last run.
    /// </summary>
    public static int FindNext(IReadOnlyList<HistoryEvent> events, int from)
    {
        var sawCommand = false;
        List<int>? heartbeats = null;
        for (var i = from; i < events.Count; i++)
        {
            sawCommand |= RecordsCommand(events[i]);
            if (events[i].EventType != EventType.WorkflowTaskStarted || WasLost(events, i))
            {
                continue;
            }

            var afterCompletion = i + 2 < events.Count && events[i + 1].EventType == EventType.WorkflowTaskCompleted ? events[i + 2] : null;
            if (!sawCommand && afterCompletion?.EventType == EventType.WorkflowTaskScheduled)
            {
                (heartbeats ??= []).Add(i);
                continue;
            }

            return (heartbeats is null ? null : WhereUpdateCame(events, heartbeats, afterCompletion)) ?? i;
        }

        return -1;
    }

    private static bool WasLost(IReadOnlyList<HistoryEvent> events, int started) => started + 1 < events.Count && events[started + 1].EventType
        is EventType.WorkflowTaskFailed
        or EventType.WorkflowTaskTimedOut
        or EventType.WorkflowExecutionTimedOut
        or EventType.WorkflowExecutionTerminated
        or EventType.WorkflowExecutionCanceled;

    /// <summary>An update reached the code in the last heartbeat before the event it is sequenced after, whenever it was accepted.</summary>
    private static int? WhereUpdateCame(IReadOnlyList<HistoryEvent> events, List<int> heartbeats, HistoryEvent? accepted) =>
        accepted?.WorkflowExecutionUpdateAcceptedEventAttributes is { } update
        && heartbeats.FindLastIndex(i => events[i].EventId < update.AcceptedRequestSequencingEventId) is var last and >= 0
            ? heartbeats[last]
            : null;

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
        or EventType.NexusOperationScheduled
        or EventType.NexusOperationCancelRequested
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
