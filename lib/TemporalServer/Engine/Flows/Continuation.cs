using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>The run that follows a closing one: by continue-as-new, retry or cron.</summary>
internal static class Continuation
{
    /// <summary>Closes a run and makes its successor, in one transaction.</summary>
    public static void Close(WorkflowRun run, WorkflowExecutionStatus status, HistoryEvent item, NewRun? next)
    {
        run.NextRunId = next?.RunId ?? string.Empty;
        run.Close(status, item);
        if (next is not null)
        {
            RunBirth.Create(run.Engine, next, writtenWith: run);
        }
    }

    /// <summary>What follows a failure: a retry, the next cron run, or nothing.</summary>
    public static (RetryState State, NewRun? Next) AfterFailure(WorkflowRun run, Failure failure)
    {
        var state = RetryState.RetryPolicyNotSet;
        if (run.Info.RetryPolicy is { } policy)
        {
            (state, var delay) = ActivityRetry.Decide(run.Info.Attempt, policy, failure);
            if (state == RetryState.InProgress && run.Info.ExecutionExpiration > 0 && run.Now + delay > run.Info.ExecutionExpiration)
            {
                state = RetryState.Timeout;
            }

            if (state == RetryState.InProgress)
            {
                return (state, Follow(run, ContinueAsNewInitiator.Retry, delay) with { Attempt = run.Info.Attempt + 1, ContinuedFailure = failure });
            }
        }

        return run.Info.CronSchedule.Length > 0 && !run.CancelRequested
            ? (state, Follow(run, ContinueAsNewInitiator.CronSchedule, CronDelay(run)) with { ContinuedFailure = failure })
            : (state, null);
    }

    /// <summary>What follows a completion: the next cron run, or nothing.</summary>
    public static NewRun? AfterCompletion(WorkflowRun run, Payloads? result) =>
        run.Info.CronSchedule.Length > 0 && !run.CancelRequested
            ? Follow(run, ContinueAsNewInitiator.CronSchedule, CronDelay(run)) with { LastCompletionResult = result, ContinuedFailure = null }
            : null;

    /// <summary>What a workflow asked to continue as.</summary>
    public static NewRun AsNew(WorkflowRun run, ContinueAsNewWorkflowExecutionCommandAttributes command)
    {
        var first = run.History.Read(1).WorkflowExecutionStartedEventAttributes;
        var request = Request(run, first);
        request.WorkflowType = command.WorkflowType is { Name.Length: > 0 } ? command.WorkflowType : request.WorkflowType;
        request.TaskQueue = command.TaskQueue is { Name.Length: > 0 } ? command.TaskQueue : request.TaskQueue;
        request.Input = command.Input;
        request.WorkflowRunTimeout = command.WorkflowRunTimeout.Ticks() > 0 ? command.WorkflowRunTimeout : request.WorkflowRunTimeout;
        request.WorkflowTaskTimeout = command.WorkflowTaskTimeout.Ticks() > 0 ? command.WorkflowTaskTimeout : request.WorkflowTaskTimeout;
        request.RetryPolicy = command.RetryPolicy is null ? request.RetryPolicy : ActivityDefaults.Fill(command.RetryPolicy);
        request.CronSchedule = command.CronSchedule.Length > 0 ? command.CronSchedule : request.CronSchedule;
        request.Header = command.Header ?? request.Header;
        request.Memo = command.Memo ?? run.Memo;
        request.SearchAttributes = command.SearchAttributes is { } attributes
            ? run.Engine.SearchAttributes.Complete(run.Info.Namespace, attributes) : run.SearchAttributes;
        return Follow(run, ContinueAsNewInitiator.Workflow, command.BackoffStartInterval.Ticks(), request, first) with
        {
            Attempt = 1,
            LastCompletionResult = command.LastCompletionResult,
            ContinuedFailure = command.Failure,
        };
    }

    private static long CronDelay(WorkflowRun run)
    {
        var now = new DateTimeOffset(run.Now, TimeSpan.Zero);
        return (CronSchedule.Parse(run.Info.CronSchedule).Next(now) - now).Ticks;
    }


    private static NewRun Follow(WorkflowRun run, ContinueAsNewInitiator initiator, long backoff)
    {
        var first = run.History.Read(1).WorkflowExecutionStartedEventAttributes;
        return Follow(run, initiator, backoff, Request(run, first), first);
    }

    private static NewRun Follow(
        WorkflowRun run, ContinueAsNewInitiator initiator, long backoff, StartWorkflowExecutionRequest request, WorkflowExecutionStartedEventAttributes first) =>
        NewRun.For(run.Engine, request) with
        {
            ParentNamespace = run.Info.ParentNamespace,
            Parent = run.Info.Parent,
            ParentInitiatedId = run.Info.ParentInitiatedId,
            Root = run.Info.Root,
            ContinuedRunId = run.Info.RunId,
            FirstRunId = run.Info.FirstRunId,
            Initiator = initiator,
            Backoff = backoff,
            ExecutionExpiration = run.Info.ExecutionExpiration,
            LastCompletionResult = first.LastCompletionResult,
        };

    private static StartWorkflowExecutionRequest Request(WorkflowRun run, WorkflowExecutionStartedEventAttributes first) => new()
    {
        Namespace = run.Info.Namespace,
        WorkflowId = run.Info.WorkflowId,
        WorkflowType = first.WorkflowType,
        TaskQueue = first.TaskQueue,
        Input = first.Input,
        WorkflowExecutionTimeout = run.Info.ExecutionTimeout,
        WorkflowRunTimeout = run.Info.RunTimeout,
        WorkflowTaskTimeout = run.Info.TaskTimeout,
        Identity = first.Identity,
        RequestId = Guid.NewGuid().ToString(),
        RetryPolicy = run.Info.RetryPolicy,
        CronSchedule = run.Info.CronSchedule,
        Memo = run.Memo,
        SearchAttributes = run.SearchAttributes,
        Header = first.Header,
        UserMetadata = run.Info.UserMetadata,
        Priority = first.Priority,
    };
}
