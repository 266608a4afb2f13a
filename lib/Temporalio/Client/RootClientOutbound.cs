using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The innermost interceptor: makes the calls.</summary>
/// <param name="client">The client whose calls these are.</param>
internal sealed partial class RootClientOutbound(ITemporalClient client) : ClientOutboundInterceptor
{
    private DataConverter Converter => client.Options.DataConverter;

    private WorkflowService Service => client.Connection.WorkflowService;

    private string Identity => client.Connection.Options.Identity!;

    private string Namespace => client.Options.Namespace;

    public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        StartWorkflowInput input)
    {
        var rpc = RpcOptions.Retrying(input.Options.Rpc);
        try
        {
            if (input.Options.StartSignal is not null)
            {
                var signalled = await Service.SignalWithStartWorkflowExecutionAsync(
                    await WorkflowStartRequests.SignalWithStartAsync(client, input), rpc);

                // The run may be an older one, so it is no proof of where the chain began
                return new(client, input.Options.Id!, ResultRunId: signalled.RunId);
            }

            var started = await StartAsync(await WorkflowStartRequests.StartAsync(client, input), input.Options.RequestEagerStart, rpc);
            return new(
                client, input.Options.Id!, ResultRunId: started.RunId, FirstExecutionRunId: started.RunId);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists
            && e.GetDetail<WorkflowExecutionAlreadyStartedFailure>() is { } existing)
        {
            throw new WorkflowAlreadyStartedException(
                e.Message, input.Options.Id!, input.Workflow, existing.RunId);
        }
    }

    public override async Task SignalWorkflowAsync(SignalWorkflowInput input) =>
        await Service.SignalWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                SignalName = input.Signal,
                Input = await WorkflowStartRequests.PayloadsOfAsync(Converter, input.Args),
                Header = await WorkflowStartRequests.HeaderAsync(Converter, input.Headers),
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            RpcOptions.Retrying(input.Options?.Rpc));

    public override async Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
    {
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = await WorkflowStartRequests.PayloadsOfAsync(Converter, input.Args),
                Header = await WorkflowStartRequests.HeaderAsync(Converter, input.Headers),
            },
            QueryRejectCondition = input.Options?.RejectCondition
                ?? client.Options.QueryRejectCondition ?? QueryRejectCondition.Unspecified,
        };
        QueryWorkflowResponse response;
        try
        {
            response = await Service.QueryWorkflowAsync(request, RpcOptions.Retrying(input.Options?.Rpc));
        }
        catch (RpcException e) when (e.GetDetail<QueryFailedFailure>() is not null)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }

        if (response.QueryRejected is { } rejected)
        {
            throw new WorkflowQueryRejectedException(rejected.Status);
        }

        return response.QueryResult is { Payloads_.Count: > 0 } result
            ? await Converter.ToValueAsync<TResult>(result.Payloads_[0])
            : throw new InvalidOperationException($"Query {input.Query} was answered without a value.");
    }

    public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(
        StartWorkflowUpdateInput input) => new WorkflowUpdates(client).StartAsync<TResult>(input);

    public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input) => new UpdatesWithStart(client).StartAsync<TUpdateResult>(input);

    public override async Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input)
    {
        var response = await Service.DescribeWorkflowExecutionAsync(
            new() { Namespace = Namespace, Execution = Execution(input.Id, input.RunId) },
            RpcOptions.Retrying(input.Options?.Rpc));
        return new(response, Converter);
    }

    public override Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        Service.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            RpcOptions.Retrying(input.Options?.Rpc));

    public override async Task TerminateWorkflowAsync(TerminateWorkflowInput input) =>
        await Service.TerminateWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Reason = input.Reason ?? string.Empty,
                Details = await WorkflowStartRequests.PayloadsOfAsync(Converter, input.Options?.Details ?? []),
                Identity = Identity,
            },
            RpcOptions.Retrying(input.Options?.Rpc));

    public override async Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
        FetchWorkflowHistoryEventPageInput input)
    {
        var response = await Service.GetWorkflowExecutionHistoryAsync(
            new()
            {
                Namespace = Namespace,
                Execution = Execution(input.Id, input.RunId),
                MaximumPageSize = input.PageSize ?? 0,
                NextPageToken = input.NextPageToken is null ? ByteString.Empty : ByteString.CopyFrom(input.NextPageToken),
                WaitNewEvent = input.WaitNewEvent,
                HistoryEventFilterType = input.EventFilterType,
                SkipArchival = input.SkipArchival,
            },
            RpcOptions.Retrying(input.Rpc));
        return new(
            response.History?.Events ?? [],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    public override async Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        new(await Service.CountWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = input.Query }, RpcOptions.Retrying(input.Options?.Rpc)));

    private async Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, bool eager, RpcOptions rpc)
    {
        var slot = eager ? (client.Connection as TemporalConnection)?.EagerWorkers.Reserve(Namespace, request.TaskQueue.Name) : null;
        request.RequestEagerExecution = slot is not null;
        StartWorkflowExecutionResponse? started = null;
        try
        {
            started = await Service.StartWorkflowExecutionAsync(request, rpc);
            return started;
        }
        finally
        {
            if (started?.EagerWorkflowTask is { TaskToken.IsEmpty: false } task)
            {
                slot?.Run(task);
            }
            else
            {
                slot?.Release();
            }
        }
    }

    internal static Api.Common.V1.WorkflowExecution Execution(string id, string? runId) =>
        new() { WorkflowId = id, RunId = runId ?? string.Empty };
}
