using Google.Protobuf;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Operation = Temporalio.Api.WorkflowService.V1.StartBatchOperationRequest.OperationOneofCase;

namespace TemporalServer.Batch;

/// <summary>What a batch does to each execution: a call of one of the server's own methods.</summary>
/// <param name="Type">As descriptions show it.</param>
/// <param name="Method">The method called.</param>
/// <param name="Identity">Who asked for it.</param>
/// <param name="RequestAsync">The call for one execution.</param>
internal sealed record BatchAction(
    BatchOperationType Type, string Method, string Identity, Func<WorkflowExecution, CancellationToken, Task<IMessage>> RequestAsync)
{
    private BatchAction(BatchOperationType type, string method, string identity, Func<WorkflowExecution, IMessage> request)
        : this(type, method, identity, (execution, _) => Task.FromResult(request(execution)))
    {
    }

    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT or UNIMPLEMENTED: the request names no operation this server has.</exception>
    public static BatchAction Of(StartBatchOperationRequest batch, ServiceTable table) => batch.OperationCase switch
    {
#pragma warning disable CS0612 // The plain names are the ones that today's clients and the web UI know
        Operation.TerminationOperation => new(
            BatchOperationType.Terminate, "TerminateWorkflowExecution", batch.TerminationOperation.Identity, execution => Terminate(batch, execution)),
        Operation.CancellationOperation => new(
            BatchOperationType.Cancel, "RequestCancelWorkflowExecution", batch.CancellationOperation.Identity, execution => Cancel(batch, execution)),
        Operation.SignalOperation => new(
            BatchOperationType.Signal, "SignalWorkflowExecution", batch.SignalOperation.Identity, execution => Signal(batch, execution)),
        Operation.DeletionOperation => new(
            BatchOperationType.Delete, "DeleteWorkflowExecution", batch.DeletionOperation.Identity, execution => Delete(batch, execution)),
#pragma warning restore CS0612
        Operation.ResetOperation => new(
            BatchOperationType.Reset, "ResetWorkflowExecution", batch.ResetOperation.Identity, (execution, token) => BatchReset.RequestAsync(table, batch, execution, token)),
        Operation.UpdateWorkflowOptionsOperation => new(
            BatchOperationType.UpdateExecutionOptions, "UpdateWorkflowExecutionOptions", batch.UpdateWorkflowOptionsOperation.Identity,
            execution => UpdateOptions(batch, execution)),
        Operation.UnpauseActivitiesOperation => new(
            BatchOperationType.UnpauseActivity, "UnpauseActivity", batch.UnpauseActivitiesOperation.Identity, execution => Unpause(batch, execution)),
        Operation.ResetActivitiesOperation => new(
            BatchOperationType.ResetActivity, "ResetActivity", batch.ResetActivitiesOperation.Identity, execution => ResetActivities(batch, execution)),
        Operation.UpdateActivityOptionsOperation => new(
            BatchOperationType.UpdateActivityOptions, "UpdateActivityOptions", batch.UpdateActivityOptionsOperation.Identity,
            execution => UpdateActivities(batch, execution)),
        Operation.None => throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "a batch needs an operation"),
        var other => throw new GrpcStatusException(
            GrpcStatusCode.Unimplemented, $"{other} acts on standalone activities, which this server does not have"),
    };

    private static TerminateWorkflowExecutionRequest Terminate(StartBatchOperationRequest batch, WorkflowExecution execution) => new()
    {
        Namespace = batch.Namespace,
        WorkflowExecution = execution,
        Reason = batch.Reason,
        Details = batch.TerminationOperation.Details,
        Identity = batch.TerminationOperation.Identity,
    };

    private static RequestCancelWorkflowExecutionRequest Cancel(StartBatchOperationRequest batch, WorkflowExecution execution) => new()
    {
        Namespace = batch.Namespace,
        WorkflowExecution = execution,
        Reason = batch.Reason,
        Identity = batch.CancellationOperation.Identity,
        RequestId = RequestId(batch, execution),
    };

    private static SignalWorkflowExecutionRequest Signal(StartBatchOperationRequest batch, WorkflowExecution execution) => new()
    {
        Namespace = batch.Namespace,
        WorkflowExecution = execution,
        SignalName = batch.SignalOperation.Signal,
        Input = batch.SignalOperation.Input,
        Header = batch.SignalOperation.Header,
        Identity = batch.SignalOperation.Identity,
        RequestId = RequestId(batch, execution),
    };

    private static DeleteWorkflowExecutionRequest Delete(StartBatchOperationRequest batch, WorkflowExecution execution) =>
        new() { Namespace = batch.Namespace, WorkflowExecution = execution };

    private static UpdateWorkflowExecutionOptionsRequest UpdateOptions(StartBatchOperationRequest batch, WorkflowExecution execution) => new()
    {
        Namespace = batch.Namespace,
        WorkflowExecution = execution,
        WorkflowExecutionOptions = batch.UpdateWorkflowOptionsOperation.WorkflowExecutionOptions,
        UpdateMask = batch.UpdateWorkflowOptionsOperation.UpdateMask,
        Identity = batch.UpdateWorkflowOptionsOperation.Identity,
    };

    private static UnpauseActivityRequest Unpause(StartBatchOperationRequest batch, WorkflowExecution execution)
    {
        var operation = batch.UnpauseActivitiesOperation;
        var request = new UnpauseActivityRequest
        {
            Namespace = batch.Namespace,
            Execution = execution,
            Identity = operation.Identity,
            ResetAttempts = operation.ResetAttempts,
            ResetHeartbeat = operation.ResetHeartbeat,
            Jitter = operation.Jitter,
        };
        if (operation.Type.Length > 0)
        {
            request.Type = operation.Type;
        }
        else
        {
            request.UnpauseAll = operation.MatchAll;
        }

        return request;
    }

    private static ResetActivityRequest ResetActivities(StartBatchOperationRequest batch, WorkflowExecution execution)
    {
        var operation = batch.ResetActivitiesOperation;
        var request = new ResetActivityRequest
        {
            Namespace = batch.Namespace,
            Execution = execution,
            Identity = operation.Identity,
            ResetHeartbeat = operation.ResetHeartbeat,
            KeepPaused = operation.KeepPaused,
            Jitter = operation.Jitter,
            RestoreOriginalOptions = operation.RestoreOriginalOptions,
        };
        if (operation.Type.Length > 0)
        {
            request.Type = operation.Type;
        }
        else
        {
            request.MatchAll = operation.MatchAll;
        }

        return request;
    }

    private static UpdateActivityOptionsRequest UpdateActivities(StartBatchOperationRequest batch, WorkflowExecution execution)
    {
        var operation = batch.UpdateActivityOptionsOperation;
        var request = new UpdateActivityOptionsRequest
        {
            Namespace = batch.Namespace,
            Execution = execution,
            Identity = operation.Identity,
            ActivityOptions = operation.ActivityOptions,
            UpdateMask = operation.UpdateMask,
            RestoreOriginal = operation.RestoreOriginal,
        };
        if (operation.Type.Length > 0)
        {
            request.Type = operation.Type;
        }
        else
        {
            request.MatchAll = operation.MatchAll;
        }

        return request;
    }

    /// <summary>What tells a repeated action from a new one.</summary>
    public static string RequestId(StartBatchOperationRequest batch, WorkflowExecution execution) => $"{batch.JobId}/{execution.RunId}";
}
