using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests;

public sealed class JourneyTests
{
    [Fact]
    public async Task Complete_ActivityTimerAndSignal_LeavesOfficialHistory()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Activity());
        await worker.CompleteActivityAsync(await worker.PollActivityAsync());
        await worker.StepAsync(Commands.Timer(TimeSpan.FromMilliseconds(20)));
        var afterTimer = await worker.PollAsync();
        await worker.SignalAsync("go");
        await worker.CompleteAsync(afterTimer);
        await worker.StepAsync(Commands.Complete());

        var close = await worker.ResultAsync();

        Assert.Equal("\"result\"", close.WorkflowExecutionCompletedEventAttributes.Result.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.ActivityTaskScheduled, EventType.ActivityTaskStarted, EventType.ActivityTaskCompleted,
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.TimerStarted, EventType.TimerFired,
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionSignaled,
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionCompleted,
            ],
            await worker.EventTypesAsync());
        var history = await worker.HistoryAsync();
        Assert.Equal(Enumerable.Range(1, history.Count).Select(static id => (long)id), history.Select(static item => item.EventId));
        Assert.Equal(6, history[6].ActivityTaskCompletedEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task Query_NoTaskOutstanding_GoesToWorkerByItself()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        await worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var answer = AskAsync(server);

        var task = await worker.PollAsync();
        await server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = HandWorker.Text("fine"),
        });

        Assert.Equal("state", task.Query.QueryType);
        Assert.Equal(5, task.History.Events.Count);
        Assert.Equal(HandWorker.Text("fine"), (await answer).QueryResult);
    }

    [Fact]
    public async Task Query_TaskOutstanding_TravelsWithTheTask()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var worker = server.Worker;
        await worker.StartAsync();
        var answer = AskAsync(server);

        var task = await worker.PollAsync();
        await worker.CompleteAsync(
            task,
            request => request.QueryResults.Add(
                task.Queries.Keys.Single(), new WorkflowQueryResult { ResultType = QueryResultType.Answered, Answer = HandWorker.Text("new") }),
            Commands.Complete());

        Assert.Equal(HandWorker.Text("new"), (await answer).QueryResult);
    }

    private static Task<QueryWorkflowResponse> AskAsync(ServerUnderTest server) => server.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest
    {
        Namespace = "default",
        Execution = new WorkflowExecution { WorkflowId = "wf" },
        Query = new WorkflowQuery { QueryType = "state" },
    });
}
