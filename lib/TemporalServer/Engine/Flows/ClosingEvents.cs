using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>The events with which commands close a run.</summary>
internal static class ClosingEvents
{
    public static HistoryEvent Completed(Payloads? result, long completedId, NewRun? next, Command command) => new()
    {
        EventType = EventType.WorkflowExecutionCompleted,
        UserMetadata = command.UserMetadata,
        WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
        {
            Result = result,
            WorkflowTaskCompletedEventId = completedId,
            NewExecutionRunId = next?.RunId ?? string.Empty,
        },
    };

    public static HistoryEvent Failed(Failure failure, RetryState state, long completedId, NewRun? next, Command command) => new()
    {
        EventType = EventType.WorkflowExecutionFailed,
        UserMetadata = command.UserMetadata,
        WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
        {
            Failure = failure,
            RetryState = state,
            WorkflowTaskCompletedEventId = completedId,
            NewExecutionRunId = next?.RunId ?? string.Empty,
        },
    };

    public static HistoryEvent Canceled(Command command, long completedId) => new()
    {
        EventType = EventType.WorkflowExecutionCanceled,
        UserMetadata = command.UserMetadata,
        WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
        {
            Details = command.CancelWorkflowExecutionCommandAttributes.Details,
            WorkflowTaskCompletedEventId = completedId,
        },
    };

    public static HistoryEvent ContinuedAsNew(NewRun next, long completedId, Command command) => new()
    {
        EventType = EventType.WorkflowExecutionContinuedAsNew,
        UserMetadata = command.UserMetadata,
        WorkflowExecutionContinuedAsNewEventAttributes = new WorkflowExecutionContinuedAsNewEventAttributes
        {
            NewExecutionRunId = next.RunId,
            WorkflowType = next.Request.WorkflowType,
            TaskQueue = next.Request.TaskQueue,
            Input = next.Request.Input,
            WorkflowRunTimeout = next.Request.WorkflowRunTimeout,
            WorkflowTaskTimeout = next.Request.WorkflowTaskTimeout,
            WorkflowTaskCompletedEventId = completedId,
            BackoffStartInterval = ProtoTime.ToDuration(next.Backoff),
            Initiator = next.Initiator,
            LastCompletionResult = next.LastCompletionResult,
            Header = next.Request.Header,
            Memo = next.Request.Memo,
            SearchAttributes = next.Request.SearchAttributes,
        },
    };
}
