using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <content>Calls of schedules and batches.</content>
public sealed partial class WorkflowService
{
    /// <summary>Calls <c>CreateSchedule</c>.</summary>
    public Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest req, RpcOptions? options = null) =>
        CallAsync<CreateScheduleResponse>("CreateSchedule", req, options);

    /// <summary>Calls <c>DescribeSchedule</c>.</summary>
    public Task<DescribeScheduleResponse> DescribeScheduleAsync(DescribeScheduleRequest req, RpcOptions? options = null) =>
        CallAsync<DescribeScheduleResponse>("DescribeSchedule", req, options);

    /// <summary>Calls <c>UpdateSchedule</c>.</summary>
    public Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest req, RpcOptions? options = null) =>
        CallAsync<UpdateScheduleResponse>("UpdateSchedule", req, options);

    /// <summary>Calls <c>PatchSchedule</c>.</summary>
    public Task<PatchScheduleResponse> PatchScheduleAsync(PatchScheduleRequest req, RpcOptions? options = null) =>
        CallAsync<PatchScheduleResponse>("PatchSchedule", req, options);

    /// <summary>Calls <c>ListScheduleMatchingTimes</c>.</summary>
    public Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(ListScheduleMatchingTimesRequest req, RpcOptions? options = null) =>
        CallAsync<ListScheduleMatchingTimesResponse>("ListScheduleMatchingTimes", req, options);

    /// <summary>Calls <c>DeleteSchedule</c>.</summary>
    public Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest req, RpcOptions? options = null) =>
        CallAsync<DeleteScheduleResponse>("DeleteSchedule", req, options);

    /// <summary>Calls <c>ListSchedules</c>.</summary>
    public Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest req, RpcOptions? options = null) =>
        CallAsync<ListSchedulesResponse>("ListSchedules", req, options);

    /// <summary>Calls <c>StartBatchOperation</c>.</summary>
    public Task<StartBatchOperationResponse> StartBatchOperationAsync(StartBatchOperationRequest req, RpcOptions? options = null) =>
        CallAsync<StartBatchOperationResponse>("StartBatchOperation", req, options);

    /// <summary>Calls <c>StopBatchOperation</c>.</summary>
    public Task<StopBatchOperationResponse> StopBatchOperationAsync(StopBatchOperationRequest req, RpcOptions? options = null) =>
        CallAsync<StopBatchOperationResponse>("StopBatchOperation", req, options);

    /// <summary>Calls <c>DescribeBatchOperation</c>.</summary>
    public Task<DescribeBatchOperationResponse> DescribeBatchOperationAsync(DescribeBatchOperationRequest req, RpcOptions? options = null) =>
        CallAsync<DescribeBatchOperationResponse>("DescribeBatchOperation", req, options);

    /// <summary>Calls <c>ListBatchOperations</c>.</summary>
    public Task<ListBatchOperationsResponse> ListBatchOperationsAsync(ListBatchOperationsRequest req, RpcOptions? options = null) =>
        CallAsync<ListBatchOperationsResponse>("ListBatchOperations", req, options);
}
