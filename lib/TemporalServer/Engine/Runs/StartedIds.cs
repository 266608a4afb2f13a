using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Gives buffered closing events the id of their starting event, known only once both are appended.</summary>
internal static class StartedIds
{
    public static void Resolve(HistoryEvent item, Dictionary<long, long>? activities, ChildWorkflows children)
    {
        switch (item.EventType)
        {
            case EventType.ActivityTaskCompleted:
                item.ActivityTaskCompletedEventAttributes.StartedEventId = Of(item.ActivityTaskCompletedEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskFailed:
                item.ActivityTaskFailedEventAttributes.StartedEventId = Of(item.ActivityTaskFailedEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskTimedOut:
                item.ActivityTaskTimedOutEventAttributes.StartedEventId = Of(item.ActivityTaskTimedOutEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskCanceled:
                item.ActivityTaskCanceledEventAttributes.StartedEventId = Of(item.ActivityTaskCanceledEventAttributes.ScheduledEventId);
                break;
            case EventType.ChildWorkflowExecutionStarted:
                children.Appended(item.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId, item.EventId);
                break;
            case EventType.ChildWorkflowExecutionCompleted:
                item.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId = children.TakeStarted(item.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId);
                break;
            case EventType.ChildWorkflowExecutionFailed:
                item.ChildWorkflowExecutionFailedEventAttributes.StartedEventId = children.TakeStarted(item.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId);
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                item.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId = children.TakeStarted(item.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId);
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                item.ChildWorkflowExecutionTimedOutEventAttributes.StartedEventId = children.TakeStarted(item.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId);
                break;
            case EventType.ChildWorkflowExecutionTerminated:
                item.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId = children.TakeStarted(item.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId);
                break;
        }

        long Of(long scheduledId) => activities is not null && activities.TryGetValue(scheduledId, out var started) ? started : 0;
    }
}
