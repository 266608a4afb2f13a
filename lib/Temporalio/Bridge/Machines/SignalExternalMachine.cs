using Coresdk.WorkflowCommands;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge.Machines;

internal sealed class SignalExternalMachine : CommandMachine
{
    private readonly SignalExternalWorkflowExecution signal;
    private readonly string workflowId;
    private readonly OutgoingCommand outgoing;

    public SignalExternalMachine(IMachineHost host, SignalExternalWorkflowExecution command)
        : base(host)
    {
        signal = command;
        var isChild = command.TargetCase == SignalExternalWorkflowExecution.TargetOneofCase.ChildWorkflowId;
        workflowId = isChild ? command.ChildWorkflowId : command.WorkflowExecution.WorkflowId;
        outgoing = host.Send(new(this, new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Execution = new() { WorkflowId = workflowId, RunId = isChild ? "" : command.WorkflowExecution.RunId },
                SignalName = command.SignalName,
                ChildWorkflowOnly = isChild,
                Input = ProtoParts.Payloads(command.Args),
                Header = ProtoParts.Header(command.Headers),
            },
        }, EventType.SignalExternalWorkflowExecutionInitiated));
    }

    /// <summary>A signal that was sent cannot be called back.</summary>
    public void Cancel()
    {
        if (Host.Withdraw(outgoing))
        {
            Resolve(new() { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new() });
        }
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        var attributes = recorded.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        Require(attributes.SignalName == signal.SignalName, recorded, "signal name", signal.SignalName, attributes.SignalName);
        var actual = attributes.WorkflowExecution.WorkflowId;
        Require(actual == workflowId, recorded, "workflow id", workflowId, actual);
        Host.Track(recorded.EventId, this);
    }

    public override void Happened(HistoryEvent happened)
    {
        if (happened.EventType == EventType.ExternalWorkflowExecutionSignaled)
        {
            Host.Untrack(happened.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId);
            Resolve(null);
            return;
        }

        var failed = happened.SignalExternalWorkflowExecutionFailedEventAttributes;
        Host.Untrack(failed.InitiatedEventId);
        Resolve(new()
        {
            Message = $"Unable to signal external workflow because {Reason(failed.Cause)}",
            ApplicationFailureInfo = new() { Type = failed.Cause.ToString() },
        });
    }

    private static string Reason(SignalExternalWorkflowExecutionFailedCause cause) => cause switch
    {
        SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound
            or SignalExternalWorkflowExecutionFailedCause.NamespaceNotFound => "it was not found",
        SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded => "The per-workflow signal limit was exceeded",
        _ => "unknown",
    };

    public override string ToString() => $"signal {signal.SignalName} to workflow {workflowId}";

    private void Resolve(Failure? failure) =>
        Host.Notify(new() { ResolveSignalExternalWorkflow = new() { Seq = signal.Seq, Failure = failure } });
}
