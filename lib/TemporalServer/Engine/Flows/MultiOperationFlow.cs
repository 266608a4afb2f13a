using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Operation = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationRequest.Types.Operation;
using Result = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationResponse.Types.Response;
using Status = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace TemporalServer.Engine.Flows;

/// <summary>Update-with-start: starts a workflow unless it runs, and updates it.</summary>
internal static class MultiOperationFlow
{
    private const string Aborted = "Operation was aborted.";

    public static async Task<ExecuteMultiOperationResponse> ExecuteAsync(
        WorkflowEngine engine, ExecuteMultiOperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Operations is not [{ OperationCase: Operation.OperationOneofCase.StartWorkflow }, { OperationCase: Operation.OperationOneofCase.UpdateWorkflow }])
        {
            throw Faults.InvalidArgument("Operations have to be exactly [Start, Update].");
        }

        var start = request.Operations[0].StartWorkflow;
        var update = request.Operations[1].UpdateWorkflow;
        if (start.WorkflowId != update.WorkflowExecution?.WorkflowId)
        {
            throw Faults.InvalidArgument("WorkflowId is not consistent with previous operation(s).");
        }

        StartWorkflowExecutionResponse started;
        try
        {
            started = await engine.Starts.StartAsync(start).ConfigureAwait(false);
        }
        catch (GrpcStatusException error)
        {
            throw Failure(error, of: 0);
        }

        try
        {
            var targeted = update.Clone();
            targeted.WorkflowExecution.RunId = started.RunId;
            var updated = await UpdateFlow.UpdateAsync(engine, targeted, cancellationToken).ConfigureAwait(false);
            return new ExecuteMultiOperationResponse
            {
                Responses = { new Result { StartWorkflow = started }, new Result { UpdateWorkflow = updated } },
            };
        }
        catch (GrpcStatusException error)
        {
            throw Failure(error, of: 1);
        }
    }

    private static GrpcStatusException Failure(GrpcStatusException error, int of)
    {
        var failed = new Status { Code = (int)error.Code, Message = error.Message, Details = { error.Details } };
        var aborted = new Status
        {
            Code = (int)GrpcStatusCode.Aborted,
            Message = Aborted,
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(new Temporalio.Api.Failure.V1.MultiOperationExecutionAborted()) },
        };
        return new GrpcStatusException(error.Code, "Update-with-Start could not be executed.", new MultiOperationExecutionFailure
        {
            Statuses = { of == 0 ? failed : aborted, of == 0 ? aborted : failed },
        });
    }
}
