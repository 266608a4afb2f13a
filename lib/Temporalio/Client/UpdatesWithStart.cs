using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using Status = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace Temporalio.Client;

/// <summary>Updates of workflows that are started unless they run, in one call.</summary>
/// <param name="client">The client calls go through.</param>
internal sealed class UpdatesWithStart(ITemporalClient client)
{
    private readonly WorkflowUpdates updates = new(client);

    /// <exception cref="ArgumentException">An option is missing, or not allowed here.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    internal async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(StartUpdateWithStartWorkflowInput input)
    {
        var start = input.Options.StartWorkflowOperation ?? throw new ArgumentException(
            "StartWorkflowOperation is missing: an update with start needs to know what to start.");
        if (!start.TryMarkUsed())
        {
            throw new ArgumentException("StartWorkflowOperation was used before. Make a new one for each call.");
        }

        try
        {
            return await StartAsync<TResult>(input, start);
        }
        catch (Exception e)
        {
            start.SetException(e);
            throw;
        }
    }

    private async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(
        StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation start)
    {
        WorkflowUpdates.RequireStage(input.Options.WaitForStage);
        Validate(start.Options);
        var request = await RequestAsync(input, start);
        UpdateWorkflowExecutionResponse updated;
        do
        {
            // The server answers early when a long poll ends; the same ids make the repetition the same call
            var response = await WorkflowUpdates.WaitingAsync(() => CallAsync(request, input.Options.Rpc, start));
            var started = response.Responses[0].StartWorkflow;
            start.SetResult(
                client, started.RunId,
                started.FirstExecutionRunId.Length > 0 ? started.FirstExecutionRunId : started.Started ? started.RunId : null);
            updated = response.Responses[1].UpdateWorkflow;
        }
        while (updated.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        var update = request.Operations[1].UpdateWorkflow;
        return await updates.HandleAsync<TResult>(
            update.Request.Meta.UpdateId, start.Options.Id!, null, updated, input.Options.WaitForStage, input.Options.Rpc);
    }

    private static void Validate(WorkflowOptions options)
    {
        if (options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified)
        {
            throw new ArgumentException("WorkflowOptions.IdConflictPolicy is missing: an update with start must say what to do with a running workflow.");
        }

        if (options.StartSignal is not null || options.RequestEagerStart || options.Rpc is not null)
        {
            throw new ArgumentException(
                "WorkflowOptions of an update with start cannot have StartSignal, RequestEagerStart or Rpc; give Rpc to the update's options.");
        }
    }

    private async Task<ExecuteMultiOperationRequest> RequestAsync(
        StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation start)
    {
        var update = await updates.RequestAsync(
            new(
                start.Options.Id!, null, null, input.Update, input.Args,
                new() { Id = input.Options.Id, WaitForStage = input.Options.WaitForStage }, input.Headers),
            input.Options.WaitForStage);
        return new()
        {
            Namespace = client.Options.Namespace,
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation
                {
                    StartWorkflow = await WorkflowStartRequests.StartAsync(
                        client, new(start.Workflow, start.Args, start.Options, start.Headers)),
                },
                new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = update },
            },
        };
    }

    private async Task<ExecuteMultiOperationResponse> CallAsync(
        ExecuteMultiOperationRequest request, RpcOptions? rpc, WithStartWorkflowOperation start)
    {
        try
        {
            return await client.Connection.WorkflowService.ExecuteMultiOperationAsync(request, RpcOptions.Retrying(rpc));
        }
        catch (RpcException e) when (CauseOf(e) is { } cause)
        {
            var failed = new RpcException(
                (RpcException.StatusCode)cause.Code, cause.Message,
                Google.Protobuf.MessageExtensions.ToByteArray(new Google.Rpc.Status { Code = cause.Code, Message = cause.Message, Details = { cause.Details } }));
            throw failed.GetDetail<WorkflowExecutionAlreadyStartedFailure>() is { } existing
                ? new WorkflowAlreadyStartedException(cause.Message, start.Options.Id!, start.Workflow, existing.RunId)
                : failed;
        }
    }

    /// <summary>The operation that failed by itself; the other one was only aborted with it.</summary>
    private static Status? CauseOf(RpcException e) => e.GetDetail<MultiOperationExecutionFailure>()?.Statuses
        .FirstOrDefault(status => status.Code != 0
            && !status.Details.Any(detail => detail.Is(MultiOperationExecutionAborted.Descriptor)));
}
