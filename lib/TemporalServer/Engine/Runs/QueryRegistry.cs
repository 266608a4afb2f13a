using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Engine.Runs;

/// <summary>A question to a workflow, waiting for its answer.</summary>
internal sealed class PendingQuery(long number, WorkflowQuery query)
{
    private readonly TaskCompletionSource<QueryWorkflowResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Number { get; } = number;

    public string Id { get; } = $"query-{number}";

    public WorkflowQuery Query { get; } = query;

    /// <summary>Whether it travels with the outstanding workflow task.</summary>
    public bool IsAttached { get; set; }

    public Task<QueryWorkflowResponse> Answer => answer.Task;

    public bool IsAnswered => answer.Task.IsCompleted;

    public void Complete(QueryResultType kind, Temporalio.Api.Common.V1.Payloads? result, string message, Temporalio.Api.Failure.V1.Failure? failure)
    {
        if (kind == QueryResultType.Answered)
        {
            answer.TrySetResult(new QueryWorkflowResponse { QueryResult = result });
        }
        else
        {
            Fail(new GrpcStatusException(
                GrpcStatusCode.InvalidArgument, message, new Temporalio.Api.ErrorDetails.V1.QueryFailedFailure { Failure = failure }));
        }
    }

    public void Fail(Exception error) => answer.TrySetException(error);
}

/// <summary>
/// Queries of a run in memory. While a workflow task is outstanding they wait for it, so that the answer contains what
/// the caller knows happened; otherwise they go to a worker by themselves.
/// </summary>
internal sealed class QueryRegistry(WorkflowRun run)
{
    private readonly List<PendingQuery> waiting = [];

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>Waits for the outstanding workflow task.</summary>
    public void Add(PendingQuery query) => waiting.Add(query);

    public void Remove(PendingQuery query) => waiting.Remove(query);

    /// <summary>Hands all waiting queries to the starting workflow task.</summary>
    public IEnumerable<PendingQuery> Attach()
    {
        foreach (var query in waiting)
        {
            query.IsAttached = true;
        }

        return waiting;
    }

    /// <summary>The workflow task is completed with these answers. Queries it did not carry go on.</summary>
    public void Answer(IDictionary<string, WorkflowQueryResult> results)
    {
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var query = waiting[i];
            if (results.TryGetValue(query.Id, out var result))
            {
                query.Complete(result.ResultType, result.Answer, result.ErrorMessage, result.Failure);
                waiting.RemoveAt(i);
            }
            else
            {
                query.IsAttached = false;
            }
        }
    }

    /// <summary>The workflow task failed or timed out: the next one carries the queries again.</summary>
    public void TaskLost()
    {
        foreach (var query in waiting)
        {
            query.IsAttached = false;
        }
    }

    /// <summary>No workflow task is outstanding any more: what still waits goes to a worker by itself.</summary>
    public void Redirect()
    {
        if (run.IsOpen && run.WorkflowTask.IsPending)
        {
            return;
        }

        foreach (var query in waiting)
        {
            run.Engine.QueryDispatch.Send(run, query);
        }

        waiting.Clear();
    }
}
