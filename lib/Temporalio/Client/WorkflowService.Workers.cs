using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <content>Calls of workers.</content>
public sealed partial class WorkflowService
{
    /// <summary>Calls <c>PollWorkflowTaskQueue</c>.</summary>
    public Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(PollWorkflowTaskQueueRequest req, RpcOptions? options = null) =>
        CallAsync<PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", req, options);

    /// <summary>Calls <c>RespondWorkflowTaskCompleted</c>.</summary>
    public Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(RespondWorkflowTaskCompletedRequest req, RpcOptions? options = null) =>
        CallAsync<RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", req, options);

    /// <summary>Calls <c>RespondWorkflowTaskFailed</c>.</summary>
    public Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(RespondWorkflowTaskFailedRequest req, RpcOptions? options = null) =>
        CallAsync<RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", req, options);

    /// <summary>Calls <c>RespondQueryTaskCompleted</c>.</summary>
    public Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(RespondQueryTaskCompletedRequest req, RpcOptions? options = null) =>
        CallAsync<RespondQueryTaskCompletedResponse>("RespondQueryTaskCompleted", req, options);

    /// <summary>Calls <c>ResetStickyTaskQueue</c>.</summary>
    public Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(ResetStickyTaskQueueRequest req, RpcOptions? options = null) =>
        CallAsync<ResetStickyTaskQueueResponse>("ResetStickyTaskQueue", req, options);

    /// <summary>Calls <c>ShutdownWorker</c>.</summary>
    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest req, RpcOptions? options = null) =>
        CallAsync<ShutdownWorkerResponse>("ShutdownWorker", req, options);

    /// <summary>Calls <c>PollActivityTaskQueue</c>.</summary>
    public Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(PollActivityTaskQueueRequest req, RpcOptions? options = null) =>
        CallAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue", req, options);

    /// <summary>Calls <c>RecordActivityTaskHeartbeat</c>.</summary>
    public Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(RecordActivityTaskHeartbeatRequest req, RpcOptions? options = null) =>
        CallAsync<RecordActivityTaskHeartbeatResponse>("RecordActivityTaskHeartbeat", req, options);

    /// <summary>Calls <c>RecordActivityTaskHeartbeatById</c>.</summary>
    public Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(RecordActivityTaskHeartbeatByIdRequest req, RpcOptions? options = null) =>
        CallAsync<RecordActivityTaskHeartbeatByIdResponse>("RecordActivityTaskHeartbeatById", req, options);

    /// <summary>Calls <c>RespondActivityTaskCompleted</c>.</summary>
    public Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(RespondActivityTaskCompletedRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", req, options);

    /// <summary>Calls <c>RespondActivityTaskCompletedById</c>.</summary>
    public Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(RespondActivityTaskCompletedByIdRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskCompletedByIdResponse>("RespondActivityTaskCompletedById", req, options);

    /// <summary>Calls <c>RespondActivityTaskFailed</c>.</summary>
    public Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(RespondActivityTaskFailedRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", req, options);

    /// <summary>Calls <c>RespondActivityTaskFailedById</c>.</summary>
    public Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(RespondActivityTaskFailedByIdRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskFailedByIdResponse>("RespondActivityTaskFailedById", req, options);

    /// <summary>Calls <c>RespondActivityTaskCanceled</c>.</summary>
    public Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(RespondActivityTaskCanceledRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled", req, options);

    /// <summary>Calls <c>RespondActivityTaskCanceledById</c>.</summary>
    public Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(RespondActivityTaskCanceledByIdRequest req, RpcOptions? options = null) =>
        CallAsync<RespondActivityTaskCanceledByIdResponse>("RespondActivityTaskCanceledById", req, options);

    /// <summary>Calls <c>DescribeTaskQueue</c>.</summary>
    public Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(DescribeTaskQueueRequest req, RpcOptions? options = null) =>
        CallAsync<DescribeTaskQueueResponse>("DescribeTaskQueue", req, options);

    /// <summary>Calls <c>ListTaskQueuePartitions</c>.</summary>
    public Task<ListTaskQueuePartitionsResponse> ListTaskQueuePartitionsAsync(ListTaskQueuePartitionsRequest req, RpcOptions? options = null) =>
        CallAsync<ListTaskQueuePartitionsResponse>("ListTaskQueuePartitions", req, options);

    /// <summary>Calls <c>PauseActivity</c>.</summary>
    public Task<PauseActivityResponse> PauseActivityAsync(PauseActivityRequest req, RpcOptions? options = null) =>
        CallAsync<PauseActivityResponse>("PauseActivity", req, options);

    /// <summary>Calls <c>UnpauseActivity</c>.</summary>
    public Task<UnpauseActivityResponse> UnpauseActivityAsync(UnpauseActivityRequest req, RpcOptions? options = null) =>
        CallAsync<UnpauseActivityResponse>("UnpauseActivity", req, options);

    /// <summary>Calls <c>ResetActivity</c>.</summary>
    public Task<ResetActivityResponse> ResetActivityAsync(ResetActivityRequest req, RpcOptions? options = null) =>
        CallAsync<ResetActivityResponse>("ResetActivity", req, options);

    /// <summary>Calls <c>UpdateActivityOptions</c>.</summary>
    public Task<UpdateActivityOptionsResponse> UpdateActivityOptionsAsync(UpdateActivityOptionsRequest req, RpcOptions? options = null) =>
        CallAsync<UpdateActivityOptionsResponse>("UpdateActivityOptions", req, options);
}
