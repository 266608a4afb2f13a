using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Updates of workflows: sends them, and waits for their stages and results.</summary>
/// <param name="client">The client calls go through.</param>
internal sealed class WorkflowUpdates(ITemporalClient client)
{
    /// <exception cref="ArgumentException">The stage to wait for is missing or cannot be waited for.</exception>
    internal async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(StartWorkflowUpdateInput input)
    {
        var stage = input.Options.WaitForStage;
        RequireStage(stage);
        var request = await RequestAsync(input, stage);
        UpdateWorkflowExecutionResponse response;
        do
        {
            // The server answers early when a long poll ends; the same id makes the repetition the same update
            response = await WaitingAsync(() => client.Connection.WorkflowService.UpdateWorkflowExecutionAsync(
                request, RpcOptions.Retrying(input.Options.Rpc)));
        }
        while (response.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        return await HandleAsync<TResult>(
            request.Request.Meta.UpdateId, input.Id, input.RunId, response, stage, input.Options.Rpc);
    }

    /// <summary>The handle of an update that the server has accepted; waits for its end if that is the stage.</summary>
    internal async Task<WorkflowUpdateHandle<TResult>> HandleAsync<TResult>(
        string id, string workflowId, string? knownRunId, UpdateWorkflowExecutionResponse response, WorkflowUpdateStage stage, RpcOptions? rpc)
    {
        var handle = new WorkflowUpdateHandle<TResult>(
            client,
            id,
            workflowId,
            response.UpdateRef?.WorkflowExecution?.RunId is { Length: > 0 } runId ? runId : knownRunId)
        {
            KnownOutcome = response.Outcome,
        };
        return stage == WorkflowUpdateStage.Completed && handle.KnownOutcome is null
            ? handle with { KnownOutcome = await PollAsync(handle, rpc) }
            : handle;
    }

    /// <exception cref="ArgumentException">The stage to wait for is missing or cannot be waited for.</exception>
    internal static void RequireStage(WorkflowUpdateStage stage)
    {
        if (stage is not (WorkflowUpdateStage.Accepted or WorkflowUpdateStage.Completed))
        {
            throw new ArgumentException($"WaitForStage is {stage}; it must be Accepted or Completed.");
        }
    }

    internal async Task<TResult> GetResultAsync<TResult>(WorkflowUpdateHandle handle, RpcOptions? rpc)
    {
        var outcome = handle.KnownOutcome ?? await PollAsync(handle, rpc);
        var converter = client.Options.DataConverter;
        if (outcome.Failure is { } failure)
        {
            throw new WorkflowUpdateFailedException(await converter.ToExceptionAsync(failure));
        }

        return typeof(TResult) == typeof(ValueTuple) || outcome.Success is null or { Payloads_.Count: 0 }
            ? default!
            : await converter.ToValueAsync<TResult>(outcome.Success.Payloads_[0]);
    }

    internal static async Task<T> WaitingAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException
        {
            Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled,
        })
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }

    internal async Task<UpdateWorkflowExecutionRequest> RequestAsync(
        StartWorkflowUpdateInput input, WorkflowUpdateStage stage) => new()
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = RootClientOutbound.Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)stage },
            Request = new()
            {
                Meta = new()
                {
                    UpdateId = input.Options.Id ?? Guid.NewGuid().ToString(),
                    Identity = client.Connection.Options.Identity,
                },
                Input = new()
                {
                    Name = input.Update,
                    Args = await WorkflowStartRequests.PayloadsOfAsync(client.Options.DataConverter, input.Args),
                    Header = await WorkflowStartRequests.HeaderAsync(client.Options.DataConverter, input.Headers),
                },
            },
        };

    private async Task<Outcome> PollAsync(WorkflowUpdateHandle handle, RpcOptions? rpc)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = client.Options.Namespace,
            Identity = client.Connection.Options.Identity,
            UpdateRef = new()
            {
                UpdateId = handle.Id,
                WorkflowExecution = RootClientOutbound.Execution(handle.WorkflowId, handle.WorkflowRunId),
            },
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        while (true)
        {
            var response = await WaitingAsync(() => client.Connection.WorkflowService.PollWorkflowExecutionUpdateAsync(
                request, RpcOptions.Retrying(rpc)));
            if (response.Outcome is { } outcome)
            {
                return outcome;
            }
        }
    }
}
