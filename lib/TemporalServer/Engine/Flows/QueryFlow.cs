using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Queries: answered by a worker from the run's state, without a trace in its history.</summary>
internal static class QueryFlow
{
    private const int FailingAttempt = 3;

    public static async Task<QueryWorkflowResponse> AskAsync(WorkflowEngine engine, QueryWorkflowRequest request, CancellationToken cancellationToken)
    {
        StartChecks.RequireId(request.Query?.QueryType, "QueryType");
        var query = engine.QueryDispatch.Create(request.Query!);
        var ((run, rejected), durable) = WorkflowEngine.Enter(
            () => engine.Find(request.Namespace, request.Execution), run => (run, Submit(engine, run, query, request.QueryRejectCondition)));
        if (rejected is not null)
        {
            return rejected;
        }

        try
        {
            await durable.ConfigureAwait(false);
            return await query.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            engine.QueryDispatch.Forget(query);
            lock (run.Gate)
            {
                run.Queries.Remove(query);
            }
        }
    }

    /// <summary>Gives a query to a worker by itself; null when nobody waits for it any more.</summary>
    public static PollWorkflowTaskQueueResponse? Start(WorkflowEngine engine, long key, PendingQuery query, bool sticky)
    {
        if (query.IsAnswered || engine.QueryDispatch.Find(query.Number) is null)
        {
            return null;
        }

        return WorkflowEngine.Enter(() => engine.Find(key), run =>
        {
            var response = WorkflowTaskFlow.Describe(run);
            response.TaskToken = new TaskToken(TaskTokenKind.Query, key, query.Number, 0).ToByteString();
            response.Query = query.Query;
            response.History = new History();
            response.Attempt = 1;
            if (!sticky)
            {
                response.History.Events.AddRange(run.History.Read(1, run.History.NextId));
            }

            return response;
        }).Result;
    }

    public static RespondQueryTaskCompletedResponse Answer(WorkflowEngine engine, RespondQueryTaskCompletedRequest request)
    {
        var token = TaskToken.Parse(request.TaskToken, TaskTokenKind.Query);
        var query = engine.QueryDispatch.Find(token.Id) ?? throw Faults.NotFound("Query task not found, or already expired.");
        query.Complete(request.CompletedType, request.QueryResult, request.ErrorMessage, request.Failure);
        return new RespondQueryTaskCompletedResponse();
    }

    private static QueryWorkflowResponse? Submit(WorkflowEngine engine, WorkflowRun run, PendingQuery query, QueryRejectCondition condition)
    {
        if (IsRejected(run.Status, condition))
        {
            return new QueryWorkflowResponse { QueryRejected = new QueryRejected { Status = run.Status } };
        }

        run.RequireUnpaused("query");
        if (run.IsOpen && run.FirstTaskDue > 0)
        {
            throw Faults.NotReady("Workflow task is not scheduled yet.");
        }

        if (run.IsOpen && run.WorkflowTask.Attempt >= FailingAttempt)
        {
            throw Faults.NotReady("Cannot query workflow due to Workflow Task in failed state.");
        }

        if (run.IsOpen && run.WorkflowTask.IsPending)
        {
            run.Queries.Add(query);
        }
        else
        {
            engine.QueryDispatch.Send(run, query);
        }

        return null;
    }

    private static bool IsRejected(WorkflowExecutionStatus status, QueryRejectCondition condition) => condition switch
    {
        QueryRejectCondition.NotOpen => status is not WorkflowExecutionStatus.Running and not WorkflowExecutionStatus.Paused,
        QueryRejectCondition.NotCompletedCleanly =>
            status is not WorkflowExecutionStatus.Running and not WorkflowExecutionStatus.Paused and not WorkflowExecutionStatus.Completed,
        _ => false,
    };
}
