using Coresdk.ChildWorkflow;
using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge.Machines;

internal sealed class ChildWorkflowMachine : CommandMachine
{
    private readonly StartChildWorkflowExecution start;
    private readonly OutgoingCommand outgoing;
    private long initiatedEventId;
    private long startedEventId;
    private string runId = "";
    private bool cancelRequested;
    private bool finished;

    public ChildWorkflowMachine(IMachineHost host, StartChildWorkflowExecution command, UserMetadata? metadata)
        : base(host)
    {
        start = command;
        var attributes = new Api.Command.V1.StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = command.WorkflowId,
            WorkflowType = new() { Name = command.WorkflowType },
            TaskQueue = new() { Name = command.TaskQueue, Kind = TaskQueueKind.Normal },
            WorkflowExecutionTimeout = command.WorkflowExecutionTimeout,
            WorkflowRunTimeout = command.WorkflowRunTimeout,
            WorkflowTaskTimeout = command.WorkflowTaskTimeout,
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)command.ParentClosePolicy,
            WorkflowIdReusePolicy = command.WorkflowIdReusePolicy,
            RetryPolicy = command.RetryPolicy,
            CronSchedule = command.CronSchedule,
            SearchAttributes = command.SearchAttributes,
            Priority = command.Priority,
        };
        attributes.Input = ProtoParts.Payloads(command.Input);
        attributes.Header = ProtoParts.Header(command.Headers);
        attributes.Memo = ProtoParts.Memo(command.Memo);
        outgoing = host.Send(new(this, new()
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            UserMetadata = metadata,
            StartChildWorkflowExecutionCommandAttributes = attributes,
        }, EventType.StartChildWorkflowExecutionInitiated));
    }

    private bool ResolvesAtOnce =>
        start.CancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel;

    public void Cancel(string reason)
    {
        if (finished || cancelRequested)
        {
            return;
        }

        cancelRequested = true;
        if (Host.Withdraw(outgoing))
        {
            finished = true;
            ResolveStart(new() { Cancelled = new() { Failure = Cancelled($"Child Workflow Execution cancelled before scheduled: {reason}") } });
            return;
        }

        if (start.CancellationType != ChildWorkflowCancellationType.Abandon)
        {
            RequestCancel(reason);
        }

        if (ResolvesAtOnce)
        {
            Resolve(Cancelled());
        }
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        if (recorded.EventType == EventType.RequestCancelExternalWorkflowExecutionInitiated)
        {
            var target = recorded.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId;
            Require(target == start.WorkflowId, recorded, "workflow id", start.WorkflowId, target);
            Host.Track(recorded.EventId, this);
            return;
        }

        var attributes = recorded.StartChildWorkflowExecutionInitiatedEventAttributes;
        Require(attributes.WorkflowId == start.WorkflowId, recorded, "workflow id", start.WorkflowId, attributes.WorkflowId);
        Require(
            attributes.WorkflowType.Name == start.WorkflowType, recorded, "workflow type",
            start.WorkflowType, attributes.WorkflowType.Name);
        initiatedEventId = recorded.EventId;
        Host.Track(recorded.EventId, this);
    }

    public override void Happened(HistoryEvent happened)
    {
        switch (happened.EventType)
        {
            case EventType.StartChildWorkflowExecutionFailed:
                FailToStart(happened.StartChildWorkflowExecutionFailedEventAttributes);
                break;
            case EventType.ChildWorkflowExecutionStarted:
                startedEventId = happened.EventId;
                runId = happened.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                if (!finished)
                {
                    ResolveStart(new() { Succeeded = new() { RunId = runId } });
                }

                break;
            case EventType.ExternalWorkflowExecutionCancelRequested:
                if (start.CancellationType == ChildWorkflowCancellationType.WaitCancellationRequested)
                {
                    Resolve(Cancelled());
                }

                break;
            case EventType.RequestCancelExternalWorkflowExecutionFailed:
                // The child is gone already; its own closing event follows or came before
                break;
            default:
                Close(happened);
                break;
        }
    }

    public override string ToString() => $"child workflow {start.WorkflowId} of type {start.WorkflowType}";

    private void RequestCancel(string reason) => Host.Send(new(this, new()
    {
        CommandType = CommandType.RequestCancelExternalWorkflowExecution,
        RequestCancelExternalWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = start.WorkflowId,
            RunId = runId,
            ChildWorkflowOnly = true,
            Reason = reason,
        },
    }, EventType.RequestCancelExternalWorkflowExecutionInitiated));

    private void FailToStart(StartChildWorkflowExecutionFailedEventAttributes attributes)
    {
        Host.Untrack(initiatedEventId);
        if (!finished)
        {
            finished = true;
            ResolveStart(new()
            {
                Failed = new()
                {
                    WorkflowId = start.WorkflowId,
                    WorkflowType = start.WorkflowType,
                    Cause = (Coresdk.ChildWorkflow.StartChildWorkflowExecutionFailedCause)attributes.Cause,
                },
            });
        }
    }

    private void Close(HistoryEvent closed)
    {
        ChildWorkflowResult? result = closed.EventType switch
        {
            EventType.ChildWorkflowExecutionCompleted => new()
            {
                Completed = new() { Result = closed.ChildWorkflowExecutionCompletedEventAttributes.Result?.Payloads_.FirstOrDefault() },
            },
            EventType.ChildWorkflowExecutionFailed => Failed(
                "Child Workflow execution failed",
                closed.ChildWorkflowExecutionFailedEventAttributes.Failure,
                closed.ChildWorkflowExecutionFailedEventAttributes.RetryState),
            EventType.ChildWorkflowExecutionTimedOut => Failed(
                "Child Workflow execution timed out",
                new() { Message = "Timed out", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } },
                closed.ChildWorkflowExecutionTimedOutEventAttributes.RetryState),
            EventType.ChildWorkflowExecutionTerminated => Failed(
                "Child Workflow execution terminated",
                new() { Message = "Terminated", TerminatedFailureInfo = new() }, RetryState.NonRetryableFailure),
            EventType.ChildWorkflowExecutionCanceled => Cancelled(),
            _ => null,
        };
        if (result is not null)
        {
            Host.Untrack(initiatedEventId);
            Resolve(result);
        }
    }

    private void Resolve(ChildWorkflowResult result)
    {
        if (!finished)
        {
            finished = true;
            Host.Notify(new() { ResolveChildWorkflowExecution = new() { Seq = start.Seq, Result = result } });
        }
    }

    private void ResolveStart(ResolveChildWorkflowExecutionStart resolution)
    {
        resolution.Seq = start.Seq;
        Host.Notify(new() { ResolveChildWorkflowExecutionStart = resolution });
    }

    private ChildWorkflowResult Failed(string message, Failure? cause, RetryState retryState) =>
        new() { Failed = new() { Failure_ = Wrap(message, cause, retryState) } };

    private ChildWorkflowResult Cancelled() => new() { Cancelled = new() { Failure = Cancelled("Child Workflow execution cancelled") } };

    private Failure Cancelled(string message) =>
        Wrap(message, new Failure { CanceledFailureInfo = new() }, RetryState.NonRetryableFailure);

    private Failure Wrap(string message, Failure? cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = start.Namespace,
            WorkflowExecution = new() { WorkflowId = start.WorkflowId, RunId = runId },
            WorkflowType = new() { Name = start.WorkflowType },
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    };
}
