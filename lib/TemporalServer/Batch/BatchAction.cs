using Google.Protobuf;
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
/// <param name="Request">The call for one execution.</param>
internal sealed record BatchAction(
    BatchOperationType Type, string Method, string Identity, Func<WorkflowExecution, IMessage> Request)
{
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT or UNIMPLEMENTED: the request names no operation this server has.</exception>
    public static BatchAction Of(StartBatchOperationRequest batch) => batch.OperationCase switch
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
        Operation.None => throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "a batch needs an operation"),
        var other => throw new GrpcStatusException(
            GrpcStatusCode.Unimplemented, $"{other} is not supported in batches: use termination, cancellation, signal or deletion"),
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

    private static string RequestId(StartBatchOperationRequest batch, WorkflowExecution execution) => $"{batch.JobId}/{execution.RunId}";
}
