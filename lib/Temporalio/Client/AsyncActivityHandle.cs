using Google.Protobuf;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An activity that is completed from outside its worker.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Activity">Which activity it is.</param>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
{
    private DataConverter Converter => Client.Options.DataConverter;

    private WorkflowService Service => Client.Connection.WorkflowService;

    private string Identity => Client.Connection.Options.Identity!;

    private string Namespace => Client.Options.Namespace;

    private ByteString Token => ByteString.CopyFrom(((TaskTokenReference)Activity).TaskToken);

    /// <summary>Reports that the activity is alive.</summary>
    /// <exception cref="AsyncActivityCanceledException">The activity is to stop.</exception>
    public async Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null)
    {
        var details = await WorkflowStartRequests.PayloadsOfAsync(Converter, options?.Details ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        bool isCanceled;
        if (Activity is IdReference ids)
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
                new() { Namespace = Namespace, TaskToken = Token, Details = details, Identity = Identity }, rpc);
            isCanceled = response.CancelRequested;
        }

        if (isCanceled)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    /// <summary>Gives the activity its result.</summary>
    public async Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null)
    {
        var payloads = await WorkflowStartRequests.PayloadsOfAsync(Converter, [result]);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        await (Activity is IdReference ids
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
                new() { Namespace = Namespace, TaskToken = Token, Result = payloads, Identity = Identity }, rpc));
    }

    /// <summary>Fails the activity.</summary>
    public async Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null)
    {
        var failure = await Converter.ToFailureAsync(exception);
        var details = await WorkflowStartRequests.PayloadsOfAsync(Converter, options?.LastHeartbeatDetails ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        await (Activity is IdReference ids
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
                    TaskToken = Token,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc));
    }

    /// <summary>Reports that the activity stopped because it was cancelled.</summary>
    public async Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null)
    {
        var details = await WorkflowStartRequests.PayloadsOfAsync(Converter, options?.Details ?? []);
        var rpc = RpcOptions.Retrying(options?.Rpc);
        await (Activity is IdReference ids
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
                new() { Namespace = Namespace, TaskToken = Token, Details = details, Identity = Identity }, rpc));
    }

    /// <summary>How an activity is named.</summary>
    public abstract record Reference
    {
        private protected Reference()
        {
        }
    }

    /// <summary>An activity by its ids.</summary>
    /// <param name="WorkflowId">Id of the workflow.</param>
    /// <param name="RunId">Run of the workflow; null for the latest.</param>
    /// <param name="ActivityId">Id of the activity.</param>
    public sealed record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;

    /// <summary>An activity by the token of its task.</summary>
    /// <param name="TaskToken">The token, as <c>ActivityInfo.TaskToken</c> has it.</param>
    public sealed record TaskTokenReference(byte[] TaskToken) : Reference;
}
