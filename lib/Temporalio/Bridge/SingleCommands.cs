using Coresdk.WorkflowCommands;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Bridge;

/// <summary>Commands that need no follow-up, as the server takes them.</summary>
internal static class SingleCommands
{
    /// <returns>The command, and the event that records it.</returns>
    /// <exception cref="NotSupportedException">No such command is known.</exception>
    public static (Command Command, EventType Answer) Translate(WorkflowCommand command) => command.VariantCase switch
    {
        WorkflowCommand.VariantOneofCase.CompleteWorkflowExecution => (
            new()
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                UserMetadata = command.UserMetadata,
                CompleteWorkflowExecutionCommandAttributes = new() { Result = ProtoParts.Payloads(command.CompleteWorkflowExecution.Result) },
            },
            EventType.WorkflowExecutionCompleted),
        WorkflowCommand.VariantOneofCase.FailWorkflowExecution => (
            new()
            {
                CommandType = CommandType.FailWorkflowExecution,
                FailWorkflowExecutionCommandAttributes = new() { Failure = command.FailWorkflowExecution.Failure },
            },
            EventType.WorkflowExecutionFailed),
        WorkflowCommand.VariantOneofCase.CancelWorkflowExecution => (
            new()
            {
                CommandType = CommandType.CancelWorkflowExecution,
                CancelWorkflowExecutionCommandAttributes = new() { Details = command.CancelWorkflowExecution.Details },
            },
            EventType.WorkflowExecutionCanceled),
        WorkflowCommand.VariantOneofCase.ContinueAsNewWorkflowExecution => (
            ContinueAsNew(command.ContinueAsNewWorkflowExecution), EventType.WorkflowExecutionContinuedAsNew),
        WorkflowCommand.VariantOneofCase.UpsertWorkflowSearchAttributes => (
            new()
            {
                CommandType = CommandType.UpsertWorkflowSearchAttributes,
                UpsertWorkflowSearchAttributesCommandAttributes = new()
                {
                    SearchAttributes = command.UpsertWorkflowSearchAttributes.SearchAttributes,
                },
            },
            EventType.UpsertWorkflowSearchAttributes),
        WorkflowCommand.VariantOneofCase.ModifyWorkflowProperties => (
            new()
            {
                CommandType = CommandType.ModifyWorkflowProperties,
                ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = command.ModifyWorkflowProperties.UpsertedMemo },
            },
            EventType.WorkflowPropertiesModified),
        _ => throw new NotSupportedException($"Workflow command {command.VariantCase} is not supported by this worker."),
    };

    private static Command ContinueAsNew(ContinueAsNewWorkflowExecution from)
    {
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = from.WorkflowType },
            TaskQueue = new() { Name = from.TaskQueue, Kind = TaskQueueKind.Normal },
            WorkflowRunTimeout = from.WorkflowRunTimeout,
            WorkflowTaskTimeout = from.WorkflowTaskTimeout,
            BackoffStartInterval = from.BackoffStartInterval,
            RetryPolicy = from.RetryPolicy,
            SearchAttributes = from.SearchAttributes,
            Initiator = ContinueAsNewInitiator.Workflow,
        };
        attributes.Input = ProtoParts.Payloads(from.Arguments);
        attributes.Header = ProtoParts.Header(from.Headers);
        attributes.Memo = ProtoParts.Memo(from.Memo);
        return new()
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
        };
    }
}
