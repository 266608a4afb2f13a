using TemporalServer.Engine;
using TemporalServer.Engine.Flows;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Rpc;

/// <summary>What workers do.</summary>
internal static class TaskMethods
{
    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(
            "PollWorkflowTaskQueue", (request, call) => WorkerPoll.HoldAsync(
                engine, call, token => WorkflowTaskFlow.PollAsync(engine, request, call.IsInProcess, token), static () => new PollWorkflowTaskQueueResponse()));
        table.MapWorkflow<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(
            "RespondWorkflowTaskCompleted", (request, call) => WorkflowTaskFlow.CompleteAsync(engine, request, call.IsInProcess));
        table.MapWorkflow<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(
            "RespondWorkflowTaskFailed", (request, _) => WorkflowTaskFlow.FailAsync(engine, request));
        table.MapWorkflow<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted", (request, _) => Task.FromResult(QueryFlow.Answer(engine, request)));
        table.MapWorkflow<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(
            "PollActivityTaskQueue", (request, call) => WorkerPoll.HoldAsync(
                engine, call, token => ActivityFlow.PollAsync(engine, request, call.IsInProcess, token), static () => new PollActivityTaskQueueResponse()));
        MapActivityResults(table, engine);
        MapActivityResultsById(table, engine);
    }

    private static void MapActivityResults(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", async (request, _) =>
        {
            await ActivityFlow.CompleteAsync(ActivityFlow.ByToken(engine, request.TaskToken), request.Result, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskCompletedResponse();
        });
        table.MapWorkflow<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", async (request, _) =>
        {
            var target = ActivityFlow.ByToken(engine, request.TaskToken);
            await ActivityFlow.FailAsync(target, request.Failure, request.LastHeartbeatDetails, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskFailedResponse();
        });
        table.MapWorkflow<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled", async (request, _) =>
        {
            await ActivityFlow.CancelAsync(ActivityFlow.ByToken(engine, request.TaskToken), request.Details, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskCanceledResponse();
        });
        table.MapWorkflow<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", (request, _) => ActivityFlow.HeartbeatAsync(ActivityFlow.ByToken(engine, request.TaskToken), request.Details));
    }

    private static void MapActivityResultsById(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>("RespondActivityTaskCompletedById", async (request, _) =>
        {
            var target = ActivityFlow.ById(engine, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
            await ActivityFlow.CompleteAsync(target, request.Result, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskCompletedByIdResponse();
        });
        table.MapWorkflow<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>("RespondActivityTaskFailedById", async (request, _) =>
        {
            var target = ActivityFlow.ById(engine, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
            await ActivityFlow.FailAsync(target, request.Failure, request.LastHeartbeatDetails, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskFailedByIdResponse();
        });
        table.MapWorkflow<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>("RespondActivityTaskCanceledById", async (request, _) =>
        {
            var target = ActivityFlow.ById(engine, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
            await ActivityFlow.CancelAsync(target, request.Details, request.Identity).ConfigureAwait(false);
            return new RespondActivityTaskCanceledByIdResponse();
        });
        table.MapWorkflow<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>("RecordActivityTaskHeartbeatById", async (request, _) =>
        {
            var target = ActivityFlow.ById(engine, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
            var known = await ActivityFlow.HeartbeatAsync(target, request.Details).ConfigureAwait(false);
            return new()
            {
                CancelRequested = known.CancelRequested,
                ActivityPaused = known.ActivityPaused,
                ActivityReset = known.ActivityReset,
            };
        });
    }
}
