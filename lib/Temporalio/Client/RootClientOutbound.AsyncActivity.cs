using Google.Protobuf;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Activities completed from outside their worker.</content>
internal sealed partial class RootClientOutbound
{
    public override async Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input)
    {
        var options = input.Options;
        var details = await WorkflowStartRequests.PayloadsOfAsync(input.DataConverterOverride ?? Converter, options?.Details ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        bool isCanceled;
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            var response = await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc);
            isCanceled = response.CancelRequested;
        }
        else
        {
            var response = await Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = Token(input.Activity), Details = details, Identity = Identity }, rpc);
            isCanceled = response.CancelRequested;
        }

        if (isCanceled)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    public override async Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input)
    {
        var payloads = await WorkflowStartRequests.PayloadsOfAsync(input.DataConverterOverride ?? Converter, [input.Result]);
        var rpc = RpcOptions.Retrying(input.Options?.Rpc);
        await (input.Activity is AsyncActivityHandle.IdReference ids
            ? Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Result = payloads,
                    Identity = Identity,
                },
                rpc)
            : (Task)Service.RespondActivityTaskCompletedAsync(
                new() { Namespace = Namespace, TaskToken = Token(input.Activity), Result = payloads, Identity = Identity }, rpc));
    }

    public override async Task FailAsyncActivityAsync(FailAsyncActivityInput input)
    {
        var options = input.Options;
        var converter = input.DataConverterOverride ?? Converter;
        var failure = await converter.ToFailureAsync(input.Exception);
        var details = await WorkflowStartRequests.PayloadsOfAsync(converter, options?.LastHeartbeatDetails ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        await (input.Activity is AsyncActivityHandle.IdReference ids
            ? Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc)
            : (Task)Service.RespondActivityTaskFailedAsync(
                new()
                {
                    Namespace = Namespace,
                    TaskToken = Token(input.Activity),
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc));
    }

    public override async Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input)
    {
        var options = input.Options;
        var details = await WorkflowStartRequests.PayloadsOfAsync(input.DataConverterOverride ?? Converter, options?.Details ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        await (input.Activity is AsyncActivityHandle.IdReference ids
            ? Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc)
            : (Task)Service.RespondActivityTaskCanceledAsync(
                new() { Namespace = Namespace, TaskToken = Token(input.Activity), Details = details, Identity = Identity }, rpc));
    }

    private static ByteString Token(AsyncActivityHandle.Reference activity) =>
        ByteString.CopyFrom(((AsyncActivityHandle.TaskTokenReference)activity).TaskToken);
}
