using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Turns a child's closing event into the event its parent gets.</summary>
internal static class ChildClosing
{
    public static HistoryEvent ToParentEvent(
        HistoryEvent close, WorkflowExecution child, StartChildWorkflowExecutionInitiatedEventAttributes initiated, long initiatedId, long startedId) =>
        close.EventType switch
        {
            EventType.WorkflowExecutionCompleted => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionCompleted,
                ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
                {
                    Result = close.WorkflowExecutionCompletedEventAttributes.Result,
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = child,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                },
            },
            EventType.WorkflowExecutionFailed => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionFailed,
                ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
                {
                    Failure = close.WorkflowExecutionFailedEventAttributes.Failure,
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = child,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                    RetryState = close.WorkflowExecutionFailedEventAttributes.RetryState,
                },
            },
            EventType.WorkflowExecutionCanceled => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionCanceled,
                ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
                {
                    Details = close.WorkflowExecutionCanceledEventAttributes.Details,
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = child,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                },
            },
            EventType.WorkflowExecutionTimedOut => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionTimedOut,
                ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
                {
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = child,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                    RetryState = close.WorkflowExecutionTimedOutEventAttributes.RetryState,
                },
            },
            _ => new HistoryEvent
            {
                EventType = EventType.ChildWorkflowExecutionTerminated,
                ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
                {
                    Namespace = initiated.Namespace,
                    NamespaceId = initiated.NamespaceId,
                    WorkflowExecution = child,
                    WorkflowType = initiated.WorkflowType,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                },
            },
        };
}
