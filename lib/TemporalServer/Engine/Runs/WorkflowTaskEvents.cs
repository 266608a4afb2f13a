using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>What a workflow task leaves in the history.</summary>
internal static class WorkflowTaskEvents
{
    public static HistoryEvent Scheduled(WorkflowRun run, WorkflowTaskState task) => new()
    {
        EventType = EventType.WorkflowTaskScheduled,
        WorkflowTaskScheduledEventAttributes = new WorkflowTaskScheduledEventAttributes
        {
            TaskQueue = task.IsOnSticky
                ? new TaskQueue { Name = task.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = run.Info.TaskQueue }
                : new TaskQueue { Name = run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = run.Info.TaskTimeout,
            Attempt = task.Attempt,
        },
    };

    public static HistoryEvent Started(WorkflowRun run, WorkflowTaskState task) => new()
    {
        EventType = EventType.WorkflowTaskStarted,
        WorkflowTaskStartedEventAttributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            Identity = task.Identity,
            RequestId = task.Stamp.ToString("x16", CultureInfo.InvariantCulture),
            HistorySizeBytes = run.History.Size,
            SuggestContinueAsNew = run.History.NextId > Limits.SuggestedEvents || run.History.Size > Limits.SuggestedBytes,
        },
    };

    /// <param name="task">Which failed.</param>
    /// <param name="attributes">All but the ids of the task's events.</param>
    public static HistoryEvent Failed(WorkflowTaskState task, WorkflowTaskFailedEventAttributes attributes)
    {
        attributes.ScheduledEventId = task.ScheduledId;
        attributes.StartedEventId = task.StartedId;
        return new HistoryEvent { EventType = EventType.WorkflowTaskFailed, WorkflowTaskFailedEventAttributes = attributes };
    }

    public static HistoryEvent TimedOut(WorkflowTaskState task) => new()
    {
        EventType = EventType.WorkflowTaskTimedOut,
        WorkflowTaskTimedOutEventAttributes = new WorkflowTaskTimedOutEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            StartedEventId = task.StartedId,
            TimeoutType = task.IsStarted ? TimeoutType.StartToClose : TimeoutType.ScheduleToStart,
        },
    };
}
