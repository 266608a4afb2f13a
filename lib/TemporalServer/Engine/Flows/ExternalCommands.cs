using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Commands about other workflows: an event now, the act once that is durable.</summary>
internal static class ExternalCommands
{
    public static void StartChild(WorkflowRun run, Command command, long completedId)
    {
        var child = command.StartChildWorkflowExecutionCommandAttributes;
        var (@namespace, id) = Namespace(run, child.GetDeprecatedNamespace());
        var attributes = new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = @namespace,
            NamespaceId = id,
            WorkflowId = child.WorkflowId,
            WorkflowType = child.WorkflowType,
            TaskQueue = child.TaskQueue is { Name.Length: > 0 } ? child.TaskQueue : new TaskQueue { Name = run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = child.Input,
            WorkflowExecutionTimeout = child.WorkflowExecutionTimeout ?? new(),
            WorkflowRunTimeout = child.WorkflowRunTimeout ?? new(),
            WorkflowTaskTimeout = child.WorkflowTaskTimeout.Ticks() > 0 ? child.WorkflowTaskTimeout : run.Info.TaskTimeout,
            ParentClosePolicy = child.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : child.ParentClosePolicy,
            WorkflowTaskCompletedEventId = completedId,
            WorkflowIdReusePolicy = child.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified
                ? WorkflowIdReusePolicy.AllowDuplicate : child.WorkflowIdReusePolicy,
            RetryPolicy = child.RetryPolicy,
            CronSchedule = child.CronSchedule,
            Header = child.Header,
            Memo = child.Memo,
            SearchAttributes = child.SearchAttributes,
            Priority = child.Priority,
        };
        var item = run.History.Append(new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionInitiated,
            UserMetadata = command.UserMetadata,
            StartChildWorkflowExecutionInitiatedEventAttributes = attributes,
        });
        run.Children.Initiated(item.EventId, attributes);
        run.Outbox.Add(ActKind.StartChild, item.EventId);
    }

    public static void Signal(WorkflowRun run, Command command, long completedId)
    {
        var signal = command.SignalExternalWorkflowExecutionCommandAttributes;
        var (@namespace, id) = Namespace(run, signal.GetDeprecatedNamespace());
        var item = run.History.Append(new HistoryEvent
        {
            EventType = EventType.SignalExternalWorkflowExecutionInitiated,
            UserMetadata = command.UserMetadata,
            SignalExternalWorkflowExecutionInitiatedEventAttributes = new SignalExternalWorkflowExecutionInitiatedEventAttributes
            {
                WorkflowTaskCompletedEventId = completedId,
                Namespace = @namespace,
                NamespaceId = id,
                WorkflowExecution = signal.Execution,
                SignalName = signal.SignalName,
                Input = signal.Input,
                ChildWorkflowOnly = signal.ChildWorkflowOnly,
                Header = signal.Header,
            },
        });
        run.Outbox.Add(ActKind.Signal, item.EventId);
    }

    public static void Cancel(WorkflowRun run, Command command, long completedId)
    {
        var cancel = command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        var (@namespace, id) = Namespace(run, cancel.GetDeprecatedNamespace());
        var item = run.History.Append(new HistoryEvent
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionInitiated,
            UserMetadata = command.UserMetadata,
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new RequestCancelExternalWorkflowExecutionInitiatedEventAttributes
            {
                WorkflowTaskCompletedEventId = completedId,
                Namespace = @namespace,
                NamespaceId = id,
                WorkflowExecution = new WorkflowExecution { WorkflowId = cancel.WorkflowId, RunId = cancel.RunId },
                ChildWorkflowOnly = cancel.ChildWorkflowOnly,
                Reason = cancel.Reason,
            },
        });
        run.Outbox.Add(ActKind.Cancel, item.EventId);
    }

    // A namespace that does not exist is reported when the act is tried, as an event the workflow can handle
    private static (string Name, string Id) Namespace(WorkflowRun run, string asked)
    {
        var name = asked.Length > 0 ? asked : run.Info.Namespace;
        return (name, run.Engine.Namespaces.Exists(name) ? run.Engine.Namespaces.IdOf(name) : string.Empty);
    }
}
