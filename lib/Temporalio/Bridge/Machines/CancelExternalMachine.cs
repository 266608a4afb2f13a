using Coresdk.WorkflowCommands;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge.Machines;

internal sealed class CancelExternalMachine : CommandMachine
{
    private readonly uint seq;
    private readonly string workflowId;

    public CancelExternalMachine(IMachineHost host, RequestCancelExternalWorkflowExecution command)
        : base(host)
    {
        seq = command.Seq;
        workflowId = command.WorkflowExecution.WorkflowId;
        host.Send(new(this, new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                WorkflowId = workflowId,
                RunId = command.WorkflowExecution.RunId,
                Reason = command.Reason,
            },
        }, EventType.RequestCancelExternalWorkflowExecutionInitiated));
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        var actual = recorded.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId;
        Require(actual == workflowId, recorded, "workflow id", workflowId, actual);
        Host.Track(recorded.EventId, this);
    }

    public override void Happened(HistoryEvent happened)
    {
        Failure? failure = null;
        if (happened.EventType == EventType.RequestCancelExternalWorkflowExecutionFailed)
        {
            var failed = happened.RequestCancelExternalWorkflowExecutionFailedEventAttributes;
            Host.Untrack(failed.InitiatedEventId);
            failure = new()
            {
                Message = $"Unable to cancel external workflow because {(failed.Cause == CancelExternalWorkflowExecutionFailedCause.Unspecified ? "unknown" : "not found")}",
                ApplicationFailureInfo = new() { Type = failed.Cause.ToString() },
            };
        }
        else
        {
            Host.Untrack(happened.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId);
        }

        Host.Notify(new() { ResolveRequestCancelExternalWorkflow = new() { Seq = seq, Failure = failure } });
    }

    public override string ToString() => $"cancellation of workflow {workflowId}";
}
