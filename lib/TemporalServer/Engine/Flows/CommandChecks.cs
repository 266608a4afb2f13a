using Google.Protobuf.Collections;
using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace TemporalServer.Engine.Flows;

/// <summary>Why a workflow task's commands cannot be carried out.</summary>
/// <param name="Cause">As the failed task's event says it.</param>
/// <param name="Message">What is wrong, and the bound.</param>
/// <param name="Terminates">Trying again cannot help: the run ends.</param>
internal sealed record CommandRefusal(Cause Cause, string Message, bool Terminates = false);

/// <summary>
/// Looks at all commands of a workflow task before the first is carried out: a task is done as a whole or not at all.
/// </summary>
internal static class CommandChecks
{
    public static CommandRefusal? Check(WorkflowRun run, RespondWorkflowTaskCompletedRequest request) =>
        Check(run, request.Commands) ?? TimerChecks.Check(run, request.Commands)
        ?? PendingChecks.Check(run, request.Commands) ?? PayloadChecks.Check(request.Commands) ?? CheckMessages(run, request);

    public static bool IsClosing(CommandType type) => type is CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    private static CommandRefusal? CheckMessages(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        HashSet<string> ids = [.. request.Messages.Select(static message => message.Id)];
        var absent = request.Commands.FirstOrDefault(command => command.ProtocolMessageCommandAttributes is { } reference && !ids.Contains(reference.MessageId));
        var problem = absent is not null
            ? $"ProtocolMessageCommand referenced absent message ID {absent.ProtocolMessageCommandAttributes.MessageId}"
            : run.Updates.Check(request.Messages);
        return problem is null ? null : new CommandRefusal(Cause.BadUpdateWorkflowExecutionMessage, problem);
    }

    private static CommandRefusal? Check(WorkflowRun run, RepeatedField<Command> commands)
    {
        HashSet<string> activities = [.. run.Activities.All.Select(static activity => activity.ActivityId)];
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            if (IsClosing(command.CommandType))
            {
                if (run.History.HasBuffered)
                {
                    return new CommandRefusal(Cause.UnhandledCommand, "UnhandledCommand");
                }

                if (i < commands.Count - 1)
                {
                    return new CommandRefusal(Cause.BadCompleteWorkflowExecutionAttributes, $"Command {command.CommandType} must be the last; {commands.Count - 1 - i} follow it.");
                }
            }

            if (Check(run, command, activities) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static CommandRefusal? Check(WorkflowRun run, Command command, HashSet<string> activities) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes => Check(command.ScheduleActivityTaskCommandAttributes, activities),
        Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes
            when !run.Activities.CanCancel(command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId) =>
            new CommandRefusal(Cause.BadRequestCancelActivityAttributes, $"no activity with scheduled event {command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId} is pending"),
        Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes when command.FailWorkflowExecutionCommandAttributes.Failure is null =>
            new CommandRefusal(Cause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand."),
        Command.AttributesOneofCase.RecordMarkerCommandAttributes when command.RecordMarkerCommandAttributes.MarkerName.Length == 0 =>
            new CommandRefusal(Cause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand."),
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes => Check(command.StartChildWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes => Check(command.SignalExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes
            when command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId.Length == 0 =>
            new CommandRefusal(Cause.BadRequestCancelExternalWorkflowExecutionAttributes, "WorkflowId is not set on RequestCancelExternalWorkflowExecutionCommand."),
        Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes =>
            CheckAttributes(run, command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes),
        Command.AttributesOneofCase.None => new CommandRefusal(Cause.UnhandledCommand, $"Command {command.CommandType} has no attributes."),
        Command.AttributesOneofCase.ScheduleNexusOperationCommandAttributes or Command.AttributesOneofCase.RequestCancelNexusOperationCommandAttributes =>
            new CommandRefusal(Cause.FeatureDisabled, "Nexus operations are disabled"),
        _ => null,
    };

    private static CommandRefusal? Check(ScheduleActivityTaskCommandAttributes command, HashSet<string> activities)
    {
        if (command.ActivityId.Length is 0 or > Limits.Id || command.ActivityType is not { Name.Length: > 0 and <= Limits.Id })
        {
            return new CommandRefusal(Cause.BadScheduleActivityAttributes, $"ActivityId and ActivityType need 1 to {Limits.Id} characters.");
        }

        if (command.StartToCloseTimeout.Ticks() <= 0 && command.ScheduleToCloseTimeout.Ticks() <= 0)
        {
            return new CommandRefusal(
                Cause.BadScheduleActivityAttributes, $"A valid StartToClose or ScheduleToCloseTimeout is not set on ScheduleActivityTaskCommand. ActivityId={command.ActivityId} ActivityType={command.ActivityType.Name}");
        }

        return activities.Add(command.ActivityId) ? null
            : new CommandRefusal(Cause.ScheduleActivityDuplicateId, $"ScheduleActivityTaskCommandAttributes.ActivityId {command.ActivityId} is already pending.");
    }

    private static CommandRefusal? Check(StartChildWorkflowExecutionCommandAttributes command) =>
        command.WorkflowId.Length is 0 or > Limits.Id || command.WorkflowType is not { Name.Length: > 0 and <= Limits.Id }
            ? new CommandRefusal(Cause.BadStartChildExecutionAttributes, $"WorkflowId and WorkflowType need 1 to {Limits.Id} characters on StartChildWorkflowExecutionCommand.")
            : null;

    private static CommandRefusal? Check(SignalExternalWorkflowExecutionCommandAttributes command) =>
        command.Execution is not { WorkflowId.Length: > 0 } || command.SignalName.Length == 0
            ? new CommandRefusal(Cause.BadSignalWorkflowExecutionAttributes, "WorkflowId and SignalName are required on SignalExternalWorkflowExecutionCommand.")
            : null;

    private static CommandRefusal? CheckAttributes(WorkflowRun run, Temporalio.Api.Common.V1.SearchAttributes attributes)
    {
        try
        {
            run.Engine.SearchAttributes.Complete(run.Info.Namespace, attributes);
            return null;
        }
        catch (Temporalio.Transport.GrpcStatusException error)
        {
            return new CommandRefusal(Cause.BadSearchAttributes, error.Message);
        }
    }
}
