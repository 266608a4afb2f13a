using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Makes a run with its first event and, unless that is delayed, its first workflow task.</summary>
internal static class RunBirth
{
    /// <param name="engine">The engine.</param>
    /// <param name="plan">What to make.</param>
    /// <param name="eagerIdentity">The worker that takes the first task at once; null to offer it to the queue.</param>
    /// <param name="writtenWith">The run whose transaction must hold this one too, its gate held; null for none.</param>
    public static WorkflowRun Create(WorkflowEngine engine, NewRun plan, string? eagerIdentity = null, WorkflowRun? writtenWith = null)
    {
        var now = engine.Clock.Now.UtcTicks;
        var run = new WorkflowRun(engine, Info(plan, now))
        {
            Memo = plan.Request.Memo,
            SearchAttributes = plan.Request.SearchAttributes,
            Options = RunOptions.Of(plan.Request),
        };
        lock (run.Gate)
        {
            run.Begin();
            if (writtenWith is null)
            {
                run.Touch();
            }
            else
            {
                run.Enlist();
                writtenWith.WrittenWith(run);
            }

            run.History.Append(new HistoryEvent
            {
                EventType = EventType.WorkflowExecutionStarted,
                EventTime = ProtoTime.ToTimestamp(now),
                UserMetadata = plan.Request.UserMetadata,
                Links = { plan.Request.Links },
                WorkflowExecutionStartedEventAttributes = Started(run.Info, plan, eagerIdentity is not null),
            });
            if (plan.Signal is not null)
            {
                Signals.Append(run, plan.Signal);
            }

            if (plan.Update is not null)
            {
                run.Updates.Admit(plan.Update);
            }

            run.FirstTaskDue = plan.Backoff > 0 ? run.Info.ExecutionTime : 0;
            run.WorkflowTask.Schedule();
            engine.Runs.Add(run);
            run.End();
        }

        return run;
    }

    private static RunInfo Info(NewRun plan, long now)
    {
        var request = plan.Request;
        var executionTimeout = request.WorkflowExecutionTimeout.Ticks();
        return new RunInfo
        {
            Key = plan.Key,
            Namespace = request.Namespace,
            WorkflowId = request.WorkflowId,
            RunId = plan.RunId,
            FirstRunId = plan.FirstRunId ?? plan.RunId,
            OriginalRunId = plan.RunId,
            WorkflowType = request.WorkflowType.Name,
            TaskQueue = request.TaskQueue.Name,
            RequestId = request.RequestId,
            Attempt = plan.Attempt,
            StartTime = now,
            ExecutionTime = now + plan.Backoff,
            ExecutionTimeout = request.WorkflowExecutionTimeout,
            RunTimeout = request.WorkflowRunTimeout,
            TaskTimeout = request.WorkflowTaskTimeout,
            ExecutionExpiration = plan.ExecutionExpiration > 0 ? plan.ExecutionExpiration
                : executionTimeout > 0 ? now + plan.Backoff + executionTimeout : 0,
            RetryPolicy = request.RetryPolicy,
            CronSchedule = request.CronSchedule,
            UserMetadata = request.UserMetadata,
            ParentNamespace = plan.ParentNamespace,
            Parent = plan.Parent,
            ParentInitiatedId = plan.ParentInitiatedId,
            Root = plan.Root,
            Initiator = plan.Initiator,
        };
    }

    private static WorkflowExecutionStartedEventAttributes Started(RunInfo info, NewRun plan, bool eager) => new()
    {
        WorkflowType = plan.Request.WorkflowType,
        WorkflowId = info.WorkflowId,
        ParentWorkflowNamespace = info.ParentNamespace,
        ParentWorkflowExecution = info.Parent,
        ParentInitiatedEventId = info.ParentInitiatedId,
        RootWorkflowExecution = info.Root ?? info.Execution,
        TaskQueue = plan.Request.TaskQueue,
        Input = plan.Request.Input,
        WorkflowExecutionTimeout = info.ExecutionTimeout ?? new Duration(),
        WorkflowRunTimeout = info.RunTimeout ?? new Duration(),
        WorkflowTaskTimeout = info.TaskTimeout,
        ContinuedExecutionRunId = plan.ContinuedRunId,
        Initiator = plan.Initiator,
        ContinuedFailure = plan.ContinuedFailure ?? plan.Request.ContinuedFailure,
        LastCompletionResult = plan.LastCompletionResult ?? plan.Request.LastCompletionResult,
        OriginalExecutionRunId = info.OriginalRunId,
        FirstExecutionRunId = info.FirstRunId,
        Identity = plan.Request.Identity,
        RetryPolicy = info.RetryPolicy,
        Attempt = info.Attempt,
        WorkflowExecutionExpirationTime = ProtoTime.ToOptionalTimestamp(info.ExecutionExpiration),
        CronSchedule = info.CronSchedule,
        FirstWorkflowTaskBackoff = ProtoTime.ToDuration(plan.Backoff),
        Memo = plan.Request.Memo,
        SearchAttributes = plan.Request.SearchAttributes,
        Header = plan.Request.Header,
        CompletionCallbacks = { plan.Request.CompletionCallbacks },
        Priority = plan.Request.Priority,
        EagerExecutionAccepted = eager,
    };
}
