using TemporalServer.Engine;
using TemporalServer.Engine.Flows;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Rpc;

/// <summary>What clients do to workflows.</summary>
internal static class WorkflowMethods
{
    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(
            "StartWorkflowExecution", (request, _) => engine.Starts.StartAsync(request));
        table.MapWorkflow<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(
            "SignalWorkflowExecution", (request, _) => SignalFlow.SignalAsync(engine, request));
        table.MapWorkflow<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(
            "SignalWithStartWorkflowExecution", (request, _) => engine.Starts.SignalWithStartAsync(request));
        table.MapWorkflow<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(
            "RequestCancelWorkflowExecution", (request, _) => SignalFlow.CancelAsync(engine, request));
        table.MapWorkflow<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", (request, _) => SignalFlow.TerminateAsync(engine, request));
        table.MapWorkflow<QueryWorkflowRequest, QueryWorkflowResponse>(
            "QueryWorkflow", (request, call) => QueryFlow.AskAsync(engine, request, call.CancellationToken));
        table.MapWorkflow<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(
            "UpdateWorkflowExecution", (request, call) => UpdateFlow.UpdateAsync(engine, request, call.CancellationToken));
        table.MapWorkflow<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(
            "PollWorkflowExecutionUpdate", (request, call) => UpdateFlow.PollAsync(engine, request, call.CancellationToken));
        table.MapWorkflow<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", (request, call) => HistoryFlow.ReadAsync(engine, request, call.CancellationToken));
        table.MapWorkflow<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>(
            "GetWorkflowExecutionHistoryReverse", (request, _) => HistoryFlow.ReadReverseAsync(engine, request));
        table.MapWorkflow<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", (request, _) => DescribeFlow.DescribeAsync(engine, request));
    }
}
