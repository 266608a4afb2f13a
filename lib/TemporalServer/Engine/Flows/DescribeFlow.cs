using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>What a run is and what it waits for.</summary>
internal static class DescribeFlow
{
    public static Task<DescribeWorkflowExecutionResponse> DescribeAsync(WorkflowEngine engine, DescribeWorkflowExecutionRequest request) =>
        WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.Execution), Describe);

    private static DescribeWorkflowExecutionResponse Describe(WorkflowRun run)
    {
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new WorkflowExecutionConfig
            {
                TaskQueue = new TaskQueue { Name = run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = run.Info.ExecutionTimeout ?? new(),
                WorkflowRunTimeout = run.Info.RunTimeout ?? new(),
                DefaultWorkflowTaskTimeout = run.Info.TaskTimeout,
                UserMetadata = run.Info.UserMetadata,
            },
            WorkflowExecutionInfo = Info(run),
            PendingWorkflowTask = run.IsOpen && run.WorkflowTask.IsPending ? WorkflowTask(run.WorkflowTask) : null,
            WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
            {
                ExecutionExpirationTime = ProtoTime.ToOptionalTimestamp(run.Info.ExecutionExpiration),
                RunExpirationTime = ProtoTime.ToOptionalTimestamp(run.Info.RunExpiration),
                CancelRequested = run.CancelRequested,
                OriginalStartTime = ProtoTime.ToTimestamp(run.Info.StartTime),
                ResetRunId = run.ResetRunId,
                PauseInfo = run.Pause,
            },
        };
        response.PendingActivities.AddRange(run.Activities.All.Select(activity => Activity(run, activity)));
        if (run.IsOpen)
        {
            response.PendingChildren.AddRange(run.Children.Open.Select(Child));
        }

        return response;
    }

    private static WorkflowExecutionInfo Info(WorkflowRun run) => new()
    {
        Execution = run.Info.Execution,
        Type = new WorkflowType { Name = run.Info.WorkflowType },
        StartTime = ProtoTime.ToTimestamp(run.Info.StartTime),
        ExecutionTime = ProtoTime.ToTimestamp(run.Info.ExecutionTime),
        CloseTime = ProtoTime.ToOptionalTimestamp(run.CloseTime),
        ExecutionDuration = run.IsOpen ? null : ProtoTime.ToDuration(Math.Max(0, run.CloseTime - run.Info.ExecutionTime)),
        Status = run.Status,
        HistoryLength = run.History.NextId - 1,
        HistorySizeBytes = run.History.Size,
        StateTransitionCount = run.Transitions,
        ParentNamespaceId = run.Info.Parent is null ? string.Empty : run.Engine.Namespaces.IdOf(run.Info.ParentNamespace),
        ParentExecution = run.Info.Parent,
        RootExecution = run.Info.Root ?? run.Info.Execution,
        FirstRunId = run.Info.FirstRunId,
        Memo = run.Memo ?? new Memo(),
        SearchAttributes = PauseAttribute.Of(run) ?? new SearchAttributes(),
        VersioningInfo = run.Options?.VersioningOverride is { } chosen ? new WorkflowExecutionVersioningInfo { VersioningOverride = chosen } : null,
        Priority = run.Options?.Priority,
        AutoResetPoints = new ResetPoints(),
        TaskQueue = run.Info.TaskQueue,
    };

    private static PendingWorkflowTaskInfo WorkflowTask(WorkflowTaskState task) => new()
    {
        State = task.IsStarted ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
        ScheduledTime = ProtoTime.ToTimestamp(task.ScheduledTime),
        OriginalScheduledTime = ProtoTime.ToTimestamp(task.ScheduledTime),
        StartedTime = task.IsStarted ? ProtoTime.ToTimestamp(task.StartedTime) : null,
        Attempt = task.Attempt,
    };

    private static PendingActivityInfo Activity(WorkflowRun run, PendingActivity activity)
    {
        var attributes = activity.Attributes(run.History);
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = attributes.ActivityType,
            State = activity.CancelRequested ? PendingActivityState.CancelRequested
                : activity.IsStarted ? activity.IsPaused ? PendingActivityState.PauseRequested : PendingActivityState.Started
                : activity.IsPaused ? PendingActivityState.Paused : PendingActivityState.Scheduled,
            Paused = activity.IsPaused,
            PauseInfo = activity.Pause,
            Priority = attributes.Priority,
            ActivityOptions = ActivityOptionsChange.Of(attributes),
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = ProtoTime.ToOptionalTimestamp(activity.HeartbeatTime),
            LastStartedTime = ProtoTime.ToOptionalTimestamp(activity.StartedTime),
            Attempt = activity.Attempt,
            MaximumAttempts = attributes.RetryPolicy.MaximumAttempts,
            ScheduledTime = ProtoTime.ToTimestamp(activity.ScheduledTime),
            ExpirationTime = attributes.ScheduleToCloseTimeout.Ticks() is > 0 and var timeout ? ProtoTime.ToTimestamp(activity.ScheduledTime + timeout) : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = activity.Identity,
            LastAttemptCompleteTime = ProtoTime.ToOptionalTimestamp(activity.AttemptEndedTime),
            NextAttemptScheduleTime = activity.IsBackingOff ? ProtoTime.ToTimestamp(activity.RetryDue) : null,
        };
    }

    private static PendingChildExecutionInfo Child(ChildWorkflow child) => new()
    {
        WorkflowId = child.WorkflowId,
        RunId = child.RunId,
        WorkflowTypeName = child.WorkflowType,
        InitiatedId = child.InitiatedId,
        ParentClosePolicy = child.ClosePolicy,
    };
}
