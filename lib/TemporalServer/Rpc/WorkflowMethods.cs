using TemporalServer.Engine;
using TemporalServer.Engine.Flows;
using TemporalServer.Engine.Runs;
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
        table.MapWorkflow<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>(
            "ResetWorkflowExecution", (request, _) => ResetFlow.ResetAsync(engine, request));
        table.MapWorkflow<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(
            "DeleteWorkflowExecution", (request, _) => DeleteFlow.DeleteAsync(engine, request));
        table.MapWorkflow<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>(
            "ExecuteMultiOperation", (request, call) => MultiOperationFlow.ExecuteAsync(engine, request, call.CancellationToken));
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
        MapControl(table, engine);
    }

    private static void MapControl(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<PauseWorkflowExecutionRequest, PauseWorkflowExecutionResponse>(
            "PauseWorkflowExecution", (request, _) => PauseFlow.PauseAsync(engine, request));
        table.MapWorkflow<UnpauseWorkflowExecutionRequest, UnpauseWorkflowExecutionResponse>(
            "UnpauseWorkflowExecution", (request, _) => PauseFlow.UnpauseAsync(engine, request));
        table.MapWorkflow<UpdateWorkflowExecutionOptionsRequest, UpdateWorkflowExecutionOptionsResponse>(
            "UpdateWorkflowExecutionOptions", (request, _) => WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), run =>
            {
                run.RequireOpen();
                return new UpdateWorkflowExecutionOptionsResponse
                {
                    WorkflowExecutionOptions = RunOptions.Update(run, request.WorkflowExecutionOptions, request.UpdateMask, request.Identity),
                };
            }));
        table.MapWorkflow<PauseActivityRequest, PauseActivityResponse>("PauseActivity", (request, _) => ActivityControl.PauseAsync(engine, request));
        table.MapWorkflow<UnpauseActivityRequest, UnpauseActivityResponse>("UnpauseActivity", (request, _) => ActivityControl.UnpauseAsync(engine, request));
        table.MapWorkflow<ResetActivityRequest, ResetActivityResponse>("ResetActivity", (request, _) => ActivityControl.ResetAsync(engine, request));
        table.MapWorkflow<UpdateActivityOptionsRequest, UpdateActivityOptionsResponse>(
            "UpdateActivityOptions", (request, _) => ActivityControl.UpdateOptionsAsync(engine, request));
    }
}
