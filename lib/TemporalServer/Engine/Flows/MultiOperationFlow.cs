using TemporalServer.Engine.Runs;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Operation = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationRequest.Types.Operation;
using Result = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationResponse.Types.Response;
using Status = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace TemporalServer.Engine.Flows;

/// <summary>Update-with-start: starts a workflow unless it runs, and updates it, both in one transaction.</summary>
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
            throw Failure(Faults.InvalidArgument("WorkflowId is not consistent with previous operation(s)."), of: 1);
        }

        if (update.WorkflowExecution.RunId.Length > 0)
        {
            throw Failure(Faults.InvalidArgument("RunId is not allowed."), of: 1);
        }

        var asked = Guarded(1, () => UpdateFlow.Check(update));
        var plan = Guarded(0, () => Plan(engine, start)) with { Update = asked };
        var outcome = await StartAsync(engine, plan).ConfigureAwait(false);
        try
        {
            return new ExecuteMultiOperationResponse
            {
                Responses =
                {
                    new Result { StartWorkflow = StartFlow.Response(outcome) },
                    new Result { UpdateWorkflow = await UpdateFlow.AnswerAsync(engine, outcome.Run, outcome.Update!, update.WaitPolicy, cancellationToken).ConfigureAwait(false) },
                },
            };
        }
        catch (GrpcStatusException error)
        {
            throw Failure(error, of: 1);
        }
    }

    // Either both are done in one change of the run, or neither
    private static async Task<StartOutcome> StartAsync(WorkflowEngine engine, NewRun plan)
    {
        try
        {
            return await engine.Starts.StartAsync(plan, eager: false).ConfigureAwait(false);
        }
        catch (GrpcStatusException error)
        {
            throw Failure(error, of: error.Code is GrpcStatusCode.AlreadyExists or GrpcStatusCode.Unavailable ? 0 : 1);
        }
    }

    private static NewRun Plan(WorkflowEngine engine, StartWorkflowExecutionRequest start)
    {
        var complete = StartChecks.Complete(engine, start);
        return complete.CronSchedule.Length > 0 ? throw Faults.InvalidArgument("CronSchedule is not allowed.")
            : complete.WorkflowStartDelay.Ticks() > 0 ? throw Faults.InvalidArgument("WorkflowStartDelay is not allowed.")
            : start.RequestEagerExecution ? throw Faults.InvalidArgument("RequestEagerExecution is not supported.")
            : NewRun.For(engine, complete);
    }

    private static T Guarded<T>(int operation, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (GrpcStatusException error) when (error.Code != GrpcStatusCode.NotFound)
        {
            throw Failure(error, operation);
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
