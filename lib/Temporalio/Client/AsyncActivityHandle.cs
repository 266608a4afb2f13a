using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An activity that is completed from outside its worker.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Activity">Which activity it is.</param>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
{
    /// <summary>Reports that the activity is alive.</summary>
    /// <exception cref="AsyncActivityCanceledException">The activity is to stop.</exception>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        Client.OutboundInterceptor.HeartbeatAsyncActivityAsync(new(Activity, options));

    /// <summary>Gives the activity its result.</summary>
    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        Client.OutboundInterceptor.CompleteAsyncActivityAsync(new(Activity, result, options));

    /// <summary>Fails the activity.</summary>
    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        Client.OutboundInterceptor.FailAsyncActivityAsync(new(Activity, exception, options));

    /// <summary>Reports that the activity stopped because it was cancelled.</summary>
    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        Client.OutboundInterceptor.ReportCancellationAsyncActivityAsync(new(Activity, options));

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
