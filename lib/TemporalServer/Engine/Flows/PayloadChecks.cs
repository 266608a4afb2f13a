using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace TemporalServer.Engine.Flows;

/// <summary>Refuses commands that carry more than a blob may hold; the workflow would send them again, so its run ends.</summary>
internal static class PayloadChecks
{
    public static CommandRefusal? Check(IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            if (Check(command) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static CommandRefusal? Check(Command command) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes =>
            Over(command.ScheduleActivityTaskCommandAttributes.Input, Cause.BadScheduleActivityAttributes, "ScheduleActivityTaskCommandAttributes.Input"),
        Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes =>
            Over(command.CompleteWorkflowExecutionCommandAttributes.Result, Cause.BadCompleteWorkflowExecutionAttributes, "CompleteWorkflowExecutionCommandAttributes.Result"),
        Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes =>
            Over(command.FailWorkflowExecutionCommandAttributes.Failure, Cause.BadFailWorkflowExecutionAttributes, "FailWorkflowExecutionCommandAttributes.Failure"),
        Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes =>
            Over(command.CancelWorkflowExecutionCommandAttributes.Details, Cause.BadCancelWorkflowExecutionAttributes, "CancelWorkflowExecutionCommandAttributes.Details"),
        Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes =>
            Over(command.ContinueAsNewWorkflowExecutionCommandAttributes.Input, Cause.BadContinueAsNewAttributes, "ContinueAsNewWorkflowExecutionCommandAttributes.Input")
            ?? Over(command.ContinueAsNewWorkflowExecutionCommandAttributes.Memo, Cause.BadContinueAsNewAttributes, "ContinueAsNewWorkflowExecutionCommandAttributes.Memo"),
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes =>
            Over(command.StartChildWorkflowExecutionCommandAttributes.Input, Cause.BadStartChildExecutionAttributes, "StartChildWorkflowExecutionCommandAttributes.Input")
            ?? Over(command.StartChildWorkflowExecutionCommandAttributes.Memo, Cause.BadStartChildExecutionAttributes, "StartChildWorkflowExecutionCommandAttributes.Memo"),
        Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes =>
            Over(command.SignalExternalWorkflowExecutionCommandAttributes.Input, Cause.BadSignalWorkflowExecutionAttributes, "SignalExternalWorkflowExecutionCommandAttributes.Input"),
        Command.AttributesOneofCase.RecordMarkerCommandAttributes =>
            Over(command.RecordMarkerCommandAttributes, Cause.BadRecordMarkerAttributes, "RecordMarkerCommandAttributes.Details"),
        Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes =>
            Over(command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo, Cause.BadModifyWorkflowPropertiesAttributes, "ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo"),
        _ => null,
    };

    private static CommandRefusal? Over(IMessage? part, Cause cause, string what) => part?.CalculateSize() is { } size and > Limits.Blob
        ? new CommandRefusal(cause, $"{what} exceeds size limit: {size} bytes of at most {Limits.Blob}. Pass a reference instead.", Terminates: true)
        : null;
}
