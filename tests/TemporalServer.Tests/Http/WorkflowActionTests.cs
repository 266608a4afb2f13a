using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests.Http;

/// <summary>What the web UI does to workflows, in the bodies that it sends.</summary>
public sealed class WorkflowActionTests
{
    private static readonly object Payload = new { metadata = new { encoding = Convert.ToBase64String("json/plain"u8) }, data = Convert.ToBase64String("\"hi\""u8) };

    private static readonly object Input = new { payloads = new[] { Payload } };
    private static readonly int[] ExcludeNothing = [0];

    [Fact]
    public async Task Start_AsTheFormSendsIt_Starts()
    {
        await using var probe = await HttpProbe.StartAsync();

        var started = await probe.PostAsync("workflows/pipeline%2Fdaily", new
        {
            workflowId = "pipeline/daily",
            taskQueue = new { name = ServerUnderTest.Queue },
            workflowType = new { name = "Type" },
            input = Input,
            userMetadata = new { },
            searchAttributes = (object?)null,
        });

        var description = await probe.Worker.DescribeAsync("pipeline/daily");
        Assert.Equal(description.WorkflowExecutionInfo.Execution.RunId, started.GetProperty("runId").GetString());
        var first = (await probe.Worker.HistoryAsync("pipeline/daily"))[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal("\"hi\"", first.Input.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Start_IdInUse_IsAConflict()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        Assert.Contains("already", await probe.RefusedAsync(
            "POST", "workflows/wf", HttpStatusCode.Conflict, """{"taskQueue":{"name":"queue"},"workflowType":{"name":"Type"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_ReachesTheRun()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync("a/b");

        await probe.PostAsync("workflows/a%2Fb/signal/go%20on", new
        {
            signalName = "go on",
            workflowExecution = new { workflowId = "a/b", runId = run },
            input = Input,
        });

        var signal = (await probe.Worker.HistoryAsync("a/b"))[^1].WorkflowExecutionSignaledEventAttributes;
        Assert.Equal("go on", signal.SignalName);
        Assert.Equal("\"hi\"", signal.Input.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task SignalWithStart_StartsAndSignals()
    {
        await using var probe = await HttpProbe.StartAsync();

        await probe.PostAsync("workflows/wf/signal-with-start/go", new { workflow_type = new { name = "Type" }, taskQueue = new { name = ServerUnderTest.Queue } });

        Assert.Contains(EventType.WorkflowExecutionSignaled, await probe.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task Terminate_RunNamedInTheQuery_EndsThatRunOnly()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync();

        await probe.RefusedAsync("POST", $"workflows/wf/terminate?execution.runId={Guid.NewGuid()}", HttpStatusCode.NotFound, "{}");
        await probe.PostAsync($"workflows/wf/terminate?execution.runId={run}", new { reason = "enough", identity = "someone" });

        var close = await probe.Worker.ResultAsync();
        Assert.Equal("enough", close.WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    [Fact]
    public async Task Cancel_WithoutABody_AsksForCancellation()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync();

        await probe.PostAsync($"workflows/wf/cancel?execution.runId={run}");

        Assert.Contains(EventType.WorkflowExecutionCancelRequested, await probe.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task Reset_ToTheFirstTask_StartsANewRun()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));

        var reset = await probe.PostAsync($"workflows/wf/reset?execution.runId={run}", new
        {
            workflowExecution = new { workflowId = "wf", runId = run },
            workflowTaskFinishEventId = "4",
            requestId = Guid.NewGuid(),
            reason = "again",
            resetReapplyExcludeTypes = ExcludeNothing,
            resetReapplyType = 3,
        });

        Assert.Equal(reset.GetProperty("runId").GetString(), (await probe.Worker.DescribeAsync()).WorkflowExecutionInfo.Execution.RunId);
    }

    [Fact]
    public async Task Query_AnsweredByAWorker_GivesThePayload()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var asked = probe.PostAsync("workflows/wf/query/__temporal_workflow_metadata", new
        {
            execution = new { workflowId = "wf", runId = run },
            query = new { queryType = "__temporal_workflow_metadata" },
        });

        var task = await probe.Worker.PollAsync();
        await probe.Server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = HandWorker.Text("fine"),
        });

        Assert.Equal("__temporal_workflow_metadata", task.Query.QueryType);
        Assert.Equal("\"fine\""u8.ToArray(), (await asked).GetProperty("queryResult").GetProperty("payloads")[0].GetProperty("data").GetBytesFromBase64());
    }

    [Fact]
    public async Task Query_WorkerKnowsNoSuchQuery_GivesItsReason()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var refused = probe.RefusedAsync("POST", "workflows/wf/query/nonsense", HttpStatusCode.BadRequest, "{}");

        await probe.Server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            TaskToken = (await probe.Worker.PollAsync()).TaskToken,
            CompletedType = QueryResultType.Failed,
            ErrorMessage = "known queries: [state]",
        });

        Assert.Contains("known queries: [state]", await refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OfAClosedRun_IsNotFound()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Complete());

        await probe.RefusedAsync("POST", "workflows/wf/update/change", HttpStatusCode.NotFound, """
            {"workflowExecution":{"runId":""},"request":{"meta":{"updateId":"u"},"input":{"args":{"payloads":null}}}}
            """);
    }

    [Fact]
    public async Task Update_AcceptedAndCompletedLater_WaitsForTheOutcome()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var updated = probe.PostAsync("workflows/wf/update/change", new { request = new { meta = new { updateId = "u" }, input = new { args = Input } } });

        var task = await probe.Worker.PollAsync();
        var message = Assert.Single(task.Messages);
        await probe.Worker.CompleteAsync(task, request => request.Messages.Add(Reply(message, new Acceptance
        {
            AcceptedRequestMessageId = message.Id,
            AcceptedRequest = message.Body.Unpack<Request>(),
        })));
        await probe.Worker.SignalAsync("go");
        await probe.Worker.CompleteAsync(await probe.Worker.PollAsync(), request => request.Messages.Add(Reply(message, new Response
        {
            Meta = new Meta { UpdateId = "u" },
            Outcome = new Outcome { Success = HandWorker.Text("changed") },
        })));

        var outcome = (await updated).GetProperty("outcome").GetProperty("success").GetProperty("payloads")[0];
        Assert.Equal("\"changed\""u8.ToArray(), outcome.GetProperty("data").GetBytesFromBase64());
    }

    [Fact]
    public async Task Update_OfARunWithAWorker_TellsWhatCameOfIt()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Timer(TimeSpan.FromHours(1)));
        var updated = probe.PostAsync("workflows/wf/update/change", new { request = new { meta = new { updateId = "u" }, input = new { args = (object?)null } } });

        var task = await probe.Worker.PollAsync();
        var message = Assert.Single(task.Messages);
        await probe.Worker.CompleteAsync(task, request => request.Messages.Add(Reply(message, new Rejection
        {
            RejectedRequestMessageId = message.Id,
            RejectedRequest = message.Body.Unpack<Request>(),
            Failure = new Temporalio.Api.Failure.V1.Failure { Message = "not now" },
        })));

        Assert.Equal("not now", (await updated).GetProperty("outcome").GetProperty("failure").GetProperty("message").GetString());
    }

    [Fact]
    public async Task CompleteActivity_ById_GivesTheResultToTheWorkflow()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Activity("first"), Commands.Activity("second"));
        await probe.Worker.PollActivityAsync();
        await probe.Worker.PollActivityAsync();

        await probe.PostAsync($"activities/complete-by-id?workflowId=wf&runId={run}&activityId=first", new { identity = "someone", result = Input });
        await probe.PostAsync($"activities/fail-by-id?workflowId=wf&runId={run}&activityId=second", new
        {
            identity = "someone",
            failure = new { message = "by hand", applicationFailureInfo = new { nonRetryable = true } },
        });

        Assert.Equal(
            [EventType.ActivityTaskCompleted, EventType.ActivityTaskFailed],
            (await probe.Worker.EventTypesAsync()).Where(static type => type is EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed));
    }

    private static Message Reply(Message to, IMessage body) =>
        new() { Id = Guid.NewGuid().ToString(), ProtocolInstanceId = to.ProtocolInstanceId, Body = Any.Pack(body) };
}
