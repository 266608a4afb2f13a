using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>
/// Raw calls of <c>temporal.api.workflowservice.v1.WorkflowService</c>. Each takes and returns the message of its name.
/// </summary>
public sealed partial class WorkflowService : RpcService
{
    internal WorkflowService(TemporalConnection connection)
        : base(connection, "temporal.api.workflowservice.v1.WorkflowService")
    {
    }

    /// <summary>Calls <c>StartWorkflowExecution</c>.</summary>
    public Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(StartWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", req, options);

    /// <summary>Calls <c>ExecuteMultiOperation</c>.</summary>
    public Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(ExecuteMultiOperationRequest req, RpcOptions? options = null) =>
        CallAsync<ExecuteMultiOperationResponse>("ExecuteMultiOperation", req, options);

    /// <summary>Calls <c>GetWorkflowExecutionHistory</c>.</summary>
    public Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(GetWorkflowExecutionHistoryRequest req, RpcOptions? options = null) =>
        CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", req, options);

    /// <summary>Calls <c>GetWorkflowExecutionHistoryReverse</c>.</summary>
    public Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(GetWorkflowExecutionHistoryReverseRequest req, RpcOptions? options = null) =>
        CallAsync<GetWorkflowExecutionHistoryReverseResponse>("GetWorkflowExecutionHistoryReverse", req, options);

    /// <summary>Calls <c>RequestCancelWorkflowExecution</c>.</summary>
    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(RequestCancelWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<RequestCancelWorkflowExecutionResponse>("RequestCancelWorkflowExecution", req, options);

    /// <summary>Calls <c>SignalWorkflowExecution</c>.</summary>
    public Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(SignalWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", req, options);

    /// <summary>Calls <c>SignalWithStartWorkflowExecution</c>.</summary>
    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(SignalWithStartWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", req, options);

    /// <summary>Calls <c>ResetWorkflowExecution</c>.</summary>
    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(ResetWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<ResetWorkflowExecutionResponse>("ResetWorkflowExecution", req, options);

    /// <summary>Calls <c>TerminateWorkflowExecution</c>.</summary>
    public Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(TerminateWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", req, options);

    /// <summary>Calls <c>DeleteWorkflowExecution</c>.</summary>
    public Task<DeleteWorkflowExecutionResponse> DeleteWorkflowExecutionAsync(DeleteWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", req, options);

    /// <summary>Calls <c>QueryWorkflow</c>.</summary>
    public Task<QueryWorkflowResponse> QueryWorkflowAsync(QueryWorkflowRequest req, RpcOptions? options = null) =>
        CallAsync<QueryWorkflowResponse>("QueryWorkflow", req, options);

    /// <summary>Calls <c>DescribeWorkflowExecution</c>.</summary>
    public Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(DescribeWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<DescribeWorkflowExecutionResponse>("DescribeWorkflowExecution", req, options);

    /// <summary>Calls <c>UpdateWorkflowExecution</c>.</summary>
    public Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(UpdateWorkflowExecutionRequest req, RpcOptions? options = null) =>
        CallAsync<UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", req, options);

    /// <summary>Calls <c>PollWorkflowExecutionUpdate</c>.</summary>
    public Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(PollWorkflowExecutionUpdateRequest req, RpcOptions? options = null) =>
        CallAsync<PollWorkflowExecutionUpdateResponse>("PollWorkflowExecutionUpdate", req, options);

    /// <summary>Calls <c>ListWorkflowExecutions</c>.</summary>
    public Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(ListWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", req, options);

    /// <summary>Calls <c>ScanWorkflowExecutions</c>.</summary>
    public Task<ScanWorkflowExecutionsResponse> ScanWorkflowExecutionsAsync(ScanWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<ScanWorkflowExecutionsResponse>("ScanWorkflowExecutions", req, options);

    /// <summary>Calls <c>CountWorkflowExecutions</c>.</summary>
    public Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(CountWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions", req, options);

    /// <summary>Calls <c>ListOpenWorkflowExecutions</c>.</summary>
    public Task<ListOpenWorkflowExecutionsResponse> ListOpenWorkflowExecutionsAsync(ListOpenWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", req, options);

    /// <summary>Calls <c>ListClosedWorkflowExecutions</c>.</summary>
    public Task<ListClosedWorkflowExecutionsResponse> ListClosedWorkflowExecutionsAsync(ListClosedWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", req, options);

    /// <summary>Calls <c>ListArchivedWorkflowExecutions</c>.</summary>
    public Task<ListArchivedWorkflowExecutionsResponse> ListArchivedWorkflowExecutionsAsync(ListArchivedWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        CallAsync<ListArchivedWorkflowExecutionsResponse>("ListArchivedWorkflowExecutions", req, options);

    /// <summary>Calls <c>UpdateWorkflowExecutionOptions</c>.</summary>
    public Task<UpdateWorkflowExecutionOptionsResponse> UpdateWorkflowExecutionOptionsAsync(UpdateWorkflowExecutionOptionsRequest req, RpcOptions? options = null) =>
        CallAsync<UpdateWorkflowExecutionOptionsResponse>("UpdateWorkflowExecutionOptions", req, options);
}
