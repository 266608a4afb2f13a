using TemporalServer.Engine.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Carries out the commands of one workflow task.</summary>
/// <param name="run">Whose task it was; its gate is held.</param>
/// <param name="completedId">The task's completed event.</param>
/// <param name="request">What the worker answered.</param>
/// <param name="response">Receives activities the worker runs at once.</param>
internal sealed class CommandApplier(
    WorkflowRun run, long completedId, RespondWorkflowTaskCompletedRequest request, RespondWorkflowTaskCompletedResponse response, bool inProcess)
{
    private readonly Dictionary<string, Message> messages = request.Messages.ToDictionary(static message => message.Id, StringComparer.Ordinal);

    /// <summary>Carries out everything; <see cref="CommandChecks"/> has agreed.</summary>
    public void ApplyAll()
    {
        foreach (var command in request.Commands)
        {
            Apply(command);
        }

        if (run.IsOpen)
        {
            foreach (var message in messages.Values)
            {
                run.Updates.Apply(message);
            }
        }
    }

    private void Apply(Command command)
    {
        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes:
                ScheduleActivity(command);
                break;
            case Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes:
                run.Activities.RequestCancel(command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId, completedId);
                break;
            case Command.AttributesOneofCase.StartTimerCommandAttributes:
                run.Timers.Start(command.StartTimerCommandAttributes, command.UserMetadata, completedId);
                break;
            case Command.AttributesOneofCase.CancelTimerCommandAttributes:
                run.Timers.Cancel(command.CancelTimerCommandAttributes.TimerId, completedId, request.Identity);
                break;
            case Command.AttributesOneofCase.RecordMarkerCommandAttributes:
                RecordMarker(command);
                break;
            case Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes:
                UpsertSearchAttributes(command.UpsertWorkflowSearchAttributesCommandAttributes);
                break;
            case Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes:
                ModifyProperties(command.ModifyWorkflowPropertiesCommandAttributes);
                break;
            case Command.AttributesOneofCase.ProtocolMessageCommandAttributes:
                ApplyMessage(command.ProtocolMessageCommandAttributes.MessageId);
                break;
            case Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes:
                ExternalCommands.StartChild(run, command, completedId);
                break;
            case Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes:
                ExternalCommands.Signal(run, command, completedId);
                break;
            case Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes:
                ExternalCommands.Cancel(run, command, completedId);
                break;
            default:
                Close(command);
                break;
        }
    }

    private void ApplyMessage(string messageId)
    {
        if (messages.Remove(messageId, out var message))
        {
            run.Updates.Apply(message);
        }
    }

    private void ScheduleActivity(Command command)
    {
        var (activity, eager) = run.Activities.Schedule(command.ScheduleActivityTaskCommandAttributes, command.UserMetadata, completedId);
        if (eager)
        {
            response.ActivityTasks.Add(run.Activities.Start(activity, request.Identity, inProcess));
        }
    }

    private void RecordMarker(Command command)
    {
        var marker = command.RecordMarkerCommandAttributes;
        run.History.Append(new HistoryEvent
        {
            EventType = EventType.MarkerRecorded,
            UserMetadata = command.UserMetadata,
            MarkerRecordedEventAttributes = new MarkerRecordedEventAttributes
            {
                MarkerName = marker.MarkerName,
                Details = { marker.Details },
                WorkflowTaskCompletedEventId = completedId,
                Header = marker.Header,
                Failure = marker.Failure,
            },
        });
    }

    private void UpsertSearchAttributes(UpsertWorkflowSearchAttributesCommandAttributes command)
    {
        var upserted = run.Engine.SearchAttributes.Complete(run.Info.Namespace, command.SearchAttributes) ?? new SearchAttributes();
        run.SearchAttributes = FieldMerge.Merge(run.SearchAttributes, upserted);
        run.Describe();
        run.History.Append(new HistoryEvent
        {
            EventType = EventType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesEventAttributes = new UpsertWorkflowSearchAttributesEventAttributes
            {
                WorkflowTaskCompletedEventId = completedId,
                SearchAttributes = upserted,
            },
        });
    }

    private void ModifyProperties(ModifyWorkflowPropertiesCommandAttributes command)
    {
        run.Memo = FieldMerge.Merge(run.Memo, command.UpsertedMemo);
        run.Describe();
        run.History.Append(new HistoryEvent
        {
            EventType = EventType.WorkflowPropertiesModified,
            WorkflowPropertiesModifiedEventAttributes = new WorkflowPropertiesModifiedEventAttributes
            {
                WorkflowTaskCompletedEventId = completedId,
                UpsertedMemo = command.UpsertedMemo,
            },
        });
    }

    private void Close(Command command)
    {
        foreach (var message in messages.Values)
        {
            run.Updates.Apply(message);
        }

        messages.Clear();
        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes:
                var result = command.CompleteWorkflowExecutionCommandAttributes.Result;
                var afterCompletion = Continuation.AfterCompletion(run, result);
                Continuation.Close(run, WorkflowExecutionStatus.Completed, ClosingEvents.Completed(result, completedId, afterCompletion, command), afterCompletion);
                break;
            case Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes:
                var failure = command.FailWorkflowExecutionCommandAttributes.Failure;
                var (state, afterFailure) = Continuation.AfterFailure(run, failure);
                Continuation.Close(run, WorkflowExecutionStatus.Failed, ClosingEvents.Failed(failure, state, completedId, afterFailure, command), afterFailure);
                break;
            case Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes:
                Continuation.Close(run, WorkflowExecutionStatus.Canceled, ClosingEvents.Canceled(command, completedId), null);
                break;
            case Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes:
                var next = Continuation.AsNew(run, command.ContinueAsNewWorkflowExecutionCommandAttributes);
                Continuation.Close(run, WorkflowExecutionStatus.ContinuedAsNew, ClosingEvents.ContinuedAsNew(next, completedId, command), next);
                break;
        }
    }
}
