using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Tells a workflow what became of its signals and cancellations of others.</summary>
internal static class ExternalResults
{
    public static void Signaled(
        WorkflowRun run, SignalExternalWorkflowExecutionInitiatedEventAttributes attributes, long initiatedId, SignalExternalWorkflowExecutionFailedCause cause)
    {
        run.History.AppendOrBuffer(cause == SignalExternalWorkflowExecutionFailedCause.Unspecified
            ? new HistoryEvent
            {
                EventType = EventType.ExternalWorkflowExecutionSignaled,
                ExternalWorkflowExecutionSignaledEventAttributes = new ExternalWorkflowExecutionSignaledEventAttributes
                {
                    InitiatedEventId = initiatedId,
                    Namespace = attributes.Namespace,
                    NamespaceId = attributes.NamespaceId,
                    WorkflowExecution = attributes.WorkflowExecution,
                },
            }
            : new HistoryEvent
            {
                EventType = EventType.SignalExternalWorkflowExecutionFailed,
                SignalExternalWorkflowExecutionFailedEventAttributes = new SignalExternalWorkflowExecutionFailedEventAttributes
                {
                    Cause = cause,
                    WorkflowTaskCompletedEventId = attributes.WorkflowTaskCompletedEventId,
                    Namespace = attributes.Namespace,
                    NamespaceId = attributes.NamespaceId,
                    WorkflowExecution = attributes.WorkflowExecution,
                    InitiatedEventId = initiatedId,
                },
            });
        run.WorkflowTask.Schedule();
    }

    public static void CancelRequested(
        WorkflowRun run, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes attributes, long initiatedId, CancelExternalWorkflowExecutionFailedCause cause)
    {
        run.History.AppendOrBuffer(cause == CancelExternalWorkflowExecutionFailedCause.Unspecified
            ? new HistoryEvent
            {
                EventType = EventType.ExternalWorkflowExecutionCancelRequested,
                ExternalWorkflowExecutionCancelRequestedEventAttributes = new ExternalWorkflowExecutionCancelRequestedEventAttributes
                {
                    InitiatedEventId = initiatedId,
                    Namespace = attributes.Namespace,
                    NamespaceId = attributes.NamespaceId,
                    WorkflowExecution = attributes.WorkflowExecution,
                },
            }
            : new HistoryEvent
            {
                EventType = EventType.RequestCancelExternalWorkflowExecutionFailed,
                RequestCancelExternalWorkflowExecutionFailedEventAttributes = new RequestCancelExternalWorkflowExecutionFailedEventAttributes
                {
                    Cause = cause,
                    WorkflowTaskCompletedEventId = attributes.WorkflowTaskCompletedEventId,
                    Namespace = attributes.Namespace,
                    NamespaceId = attributes.NamespaceId,
                    WorkflowExecution = attributes.WorkflowExecution,
                    InitiatedEventId = initiatedId,
                },
            });
        run.WorkflowTask.Schedule();
    }
}
