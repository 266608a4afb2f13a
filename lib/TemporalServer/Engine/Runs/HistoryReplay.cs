using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Rebuilds what a run waits for from its events; a reset run starts from the middle of another's history.</summary>
internal static class HistoryReplay
{
    public static void Apply(WorkflowRun run, IEnumerable<HistoryEvent> events)
    {
        foreach (var item in events)
        {
            if (!ApplyTask(run, item) && !ApplyActivity(run.Activities, item) && !ApplyChild(run.Children, item))
            {
                ApplyRun(run, item);
            }
        }
    }

    private static bool ApplyTask(WorkflowRun run, HistoryEvent item)
    {
        switch (item.EventType)
        {
            case EventType.WorkflowTaskScheduled:
                run.WorkflowTask.Restore(item.EventId, 0);
                return true;
            case EventType.WorkflowTaskStarted:
                run.WorkflowTask.Restore(item.WorkflowTaskStartedEventAttributes.ScheduledEventId, item.EventId);
                return true;
            case EventType.WorkflowTaskCompleted:
                run.WorkflowTask.RestoreCompleted(item.WorkflowTaskCompletedEventAttributes.StartedEventId, item.EventId);
                return true;
            case EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                run.WorkflowTask.Clear();
                return true;
            case EventType.TimerStarted:
                run.Timers.Restore(item);
                return true;
            case EventType.TimerFired:
                run.Timers.Forget(item.TimerFiredEventAttributes.TimerId);
                return true;
            case EventType.TimerCanceled:
                run.Timers.Forget(item.TimerCanceledEventAttributes.TimerId);
                return true;
            default:
                return false;
        }
    }

    private static bool ApplyActivity(PendingActivities activities, HistoryEvent item)
    {
        switch (item.EventType)
        {
            case EventType.ActivityTaskScheduled:
                activities.Restore(item);
                return true;
            case EventType.ActivityTaskCompleted:
                activities.Forget(item.ActivityTaskCompletedEventAttributes.ScheduledEventId);
                return true;
            case EventType.ActivityTaskFailed:
                activities.Forget(item.ActivityTaskFailedEventAttributes.ScheduledEventId);
                return true;
            case EventType.ActivityTaskTimedOut:
                activities.Forget(item.ActivityTaskTimedOutEventAttributes.ScheduledEventId);
                return true;
            case EventType.ActivityTaskCanceled:
                activities.Forget(item.ActivityTaskCanceledEventAttributes.ScheduledEventId);
                return true;
            default:
                return false;
        }
    }

    private static bool ApplyChild(ChildWorkflows children, HistoryEvent item)
    {
        switch (item.EventType)
        {
            case EventType.StartChildWorkflowExecutionInitiated:
                children.Initiated(item.EventId, item.StartChildWorkflowExecutionInitiatedEventAttributes);
                return true;
            case EventType.ChildWorkflowExecutionStarted:
                var started = item.ChildWorkflowExecutionStartedEventAttributes;
                children.Restore(started.InitiatedEventId, started.WorkflowExecution.RunId, item.EventId);
                return true;
            case EventType.StartChildWorkflowExecutionFailed:
                children.Forget(item.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId);
                return true;
            case EventType.ChildWorkflowExecutionCompleted:
                children.Forget(item.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId);
                return true;
            case EventType.ChildWorkflowExecutionFailed:
                children.Forget(item.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId);
                return true;
            case EventType.ChildWorkflowExecutionCanceled:
                children.Forget(item.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId);
                return true;
            case EventType.ChildWorkflowExecutionTimedOut:
                children.Forget(item.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId);
                return true;
            case EventType.ChildWorkflowExecutionTerminated:
                children.Forget(item.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId);
                return true;
            default:
                return false;
        }
    }

    private static void ApplyRun(WorkflowRun run, HistoryEvent item)
    {
        switch (item.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                run.Memo = item.WorkflowExecutionStartedEventAttributes.Memo;
                run.SearchAttributes = item.WorkflowExecutionStartedEventAttributes.SearchAttributes;
                break;
            case EventType.WorkflowExecutionSignaled:
                run.SignalCount++;
                run.SeenRequests.Add(item.WorkflowExecutionSignaledEventAttributes.RequestId);
                break;
            case EventType.WorkflowExecutionCancelRequested:
                run.CancelRequested = true;
                break;
            case EventType.UpsertWorkflowSearchAttributes:
                run.SearchAttributes = FieldMerge.Merge(run.SearchAttributes, item.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes);
                break;
            case EventType.WorkflowPropertiesModified:
                run.Memo = FieldMerge.Merge(run.Memo, item.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo);
                break;
            case EventType.WorkflowExecutionOptionsUpdated:
                run.Options = RunOptions.Of(item.WorkflowExecutionOptionsUpdatedEventAttributes);
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                run.Updates.Readmit(item);
                break;
            case EventType.WorkflowExecutionUpdateAccepted:
                run.Updates.Restore(item.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId, item.EventId, 0);
                break;
            case EventType.WorkflowExecutionUpdateCompleted:
                var completed = item.WorkflowExecutionUpdateCompletedEventAttributes;
                run.Updates.Restore(completed.Meta.UpdateId, completed.AcceptedEventId, item.EventId);
                break;
        }
    }
}
