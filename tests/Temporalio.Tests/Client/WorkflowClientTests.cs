using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Transport;

namespace Temporalio.Tests.Client;

public sealed class WorkflowClientTests : IDisposable
{
    private readonly FakeTransport server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task StartWorkflow_ByLambda_SendsNameArgumentsAndOptions()
    {
        StartWorkflowExecutionRequest? sent = null;
        server.On<StartWorkflowExecutionRequest>("StartWorkflowExecution", request =>
        {
            sent = request;
            return new StartWorkflowExecutionResponse { RunId = "run-1" };
        });
        var tier = SearchAttributeKey.CreateKeyword("Tier");

        var handle = await Client().StartWorkflowAsync(
            (OrderWorkflow wf) => wf.RunAsync("o-1"),
            new("order-1", "orders")
            {
                RunTimeout = TimeSpan.FromMinutes(5),
                RetryPolicy = new() { MaximumAttempts = 3, NonRetryableErrorTypes = ["Fatal"] },
                Memo = new Dictionary<string, object> { ["note"] = "n" },
                TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(tier, "gold").ToSearchAttributeCollection(),
                StaticSummary = "summary",
                IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            });

        Assert.NotNull(sent);
        Assert.Equal("OrderWorkflow", sent.WorkflowType.Name);
        Assert.Equal("default", sent.Namespace);
        Assert.Equal("orders", sent.TaskQueue.Name);
        Assert.Equal("\"o-1\"", Assert.Single(sent.Input.Payloads_).Data.ToStringUtf8());
        Assert.Equal(TimeSpan.FromMinutes(5), sent.WorkflowRunTimeout.ToTimeSpan());
        Assert.Equal(3, sent.RetryPolicy.MaximumAttempts);
        Assert.Equal("\"n\"", sent.Memo.Fields["note"].Data.ToStringUtf8());
        Assert.Equal("Keyword", sent.SearchAttributes.IndexedFields["Tier"].Metadata["type"].ToStringUtf8());
        Assert.Equal("\"summary\"", sent.UserMetadata.Summary.Data.ToStringUtf8());
        Assert.Equal(WorkflowIdReusePolicy.RejectDuplicate, sent.WorkflowIdReusePolicy);
        Assert.NotEmpty(sent.RequestId);
        Assert.Equal(("order-1", "run-1", null), (handle.Id, handle.ResultRunId, handle.RunId));
    }

    [Fact]
    public async Task StartWorkflow_IdIsTaken_ThrowsWithTheRunThatHasIt()
    {
        server.On<StartWorkflowExecutionRequest>("StartWorkflowExecution", _ => throw new GrpcStatusException(
            GrpcStatusCode.AlreadyExists, "exists", new WorkflowExecutionAlreadyStartedFailure { RunId = "run-0" }));

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => Client().StartWorkflowAsync("Order", [], new("order-1", "orders")));

        Assert.Equal(("order-1", "Order", "run-0"), (error.WorkflowId, error.WorkflowType, error.RunId));
    }

    [Theory]
    [InlineData(null, "orders", "Id is missing")]
    [InlineData("order-1", "", "TaskQueue is missing")]
    public async Task StartWorkflow_WithoutIdOrTaskQueue_IsRefusedBeforeTheCall(string? id, string queue, string message)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Client().StartWorkflowAsync("Order", [], new() { Id = id, TaskQueue = queue }));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("StartWorkflowExecution", server.Calls);
    }

    [Fact]
    public async Task StartWorkflow_WithStartSignal_SignalsWithStart()
    {
        SignalWithStartWorkflowExecutionRequest? sent = null;
        server.On<SignalWithStartWorkflowExecutionRequest>("SignalWithStartWorkflowExecution", request =>
        {
            sent = request;
            return new SignalWithStartWorkflowExecutionResponse { RunId = "run-1" };
        });
        var options = new WorkflowOptions("order-1", "orders");
        options.SignalWithStart((OrderWorkflow wf) => wf.PayAsync(99));

        await Client().StartWorkflowAsync((OrderWorkflow wf) => wf.RunAsync("o-1"), options);

        Assert.Equal("Pay", sent?.SignalName);
        Assert.Equal("99", sent?.SignalInput.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task GetResult_AfterContinueAsNewAndEmptyPolls_FollowsToTheResult()
    {
        var polls = 0;
        server.On<GetWorkflowExecutionHistoryRequest>("GetWorkflowExecutionHistory", request =>
        {
            Assert.True(request.WaitNewEvent);
            Assert.Equal(HistoryEventFilterType.CloseEvent, request.HistoryEventFilterType);
            return (polls++, request.Execution.RunId) switch
            {
                (0, "run-1") => new GetWorkflowExecutionHistoryResponse { NextPageToken = ByteString.CopyFromUtf8("t") },
                (1, "run-1") when request.NextPageToken.ToStringUtf8() == "t" => Closed(new()
                {
                    EventType = EventType.WorkflowExecutionContinuedAsNew,
                    WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "run-2" },
                }),
                (2, "run-2") => Closed(new()
                {
                    EventType = EventType.WorkflowExecutionCompleted,
                    WorkflowExecutionCompletedEventAttributes = new()
                    {
                        Result = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(42) } },
                    },
                }),
                _ => throw new InvalidOperationException($"Unexpected poll: {request}"),
            };
        });

        var handle = Client().GetWorkflowHandle<OrderWorkflow, int>("order-1", "run-1");

        Assert.Equal(42, await handle.GetResultAsync());
    }

    [Fact]
    public async Task GetResult_NotFollowing_ThrowsContinuedAsNew()
    {
        server.On<GetWorkflowExecutionHistoryRequest>("GetWorkflowExecutionHistory", _ => Closed(new()
        {
            EventType = EventType.WorkflowExecutionContinuedAsNew,
            WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "run-2" },
        }));

        var error = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(
            () => Client().GetWorkflowHandle("order-1").GetResultAsync(followRuns: false));

        Assert.Equal("run-2", error.NewRunId);
    }

    [Fact]
    public async Task GetResult_EndedOtherwise_SaysHow()
    {
        var closed = new HistoryEvent();
        server.On<GetWorkflowExecutionHistoryRequest>("GetWorkflowExecutionHistory", _ => Closed(closed));
        async Task<Exception?> Inner(HistoryEvent historyEvent)
        {
            closed = historyEvent;
            return (await Assert.ThrowsAsync<WorkflowFailedException>(
                () => Client().GetWorkflowHandle("order-1").GetResultAsync())).InnerException;
        }

        Assert.IsType<CanceledFailureException>(await Inner(new()
        {
            EventType = EventType.WorkflowExecutionCanceled,
            WorkflowExecutionCanceledEventAttributes = new(),
        }));
        Assert.Equal("because", Assert.IsType<TerminatedFailureException>(await Inner(new()
        {
            EventType = EventType.WorkflowExecutionTerminated,
            WorkflowExecutionTerminatedEventAttributes = new() { Reason = "because" },
        })).Message);
        Assert.IsType<TimeoutFailureException>(await Inner(new()
        {
            EventType = EventType.WorkflowExecutionTimedOut,
            WorkflowExecutionTimedOutEventAttributes = new(),
        }));
        Assert.Equal("Fatal", Assert.IsType<ApplicationFailureException>(await Inner(new()
        {
            EventType = EventType.WorkflowExecutionFailed,
            WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = new() { Message = "m", ApplicationFailureInfo = new() { Type = "Fatal" } },
            },
        })).ErrorType);
    }

    [Fact]
    public async Task Query_ByProperty_ReturnsItsValueAndReportsFailuresAndRejections()
    {
        IMessage Answer(QueryWorkflowRequest request) => request.Execution.WorkflowId switch
        {
            "good" when request.Query.QueryType == "Stage" => new QueryWorkflowResponse
            {
                QueryResult = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload("paid") } },
            },
            "closed" => new QueryWorkflowResponse { QueryRejected = new() { Status = WorkflowExecutionStatus.Completed } },
            _ => throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "no handler", new QueryFailedFailure()),
        };
        server.On<QueryWorkflowRequest>("QueryWorkflow", Answer);
        Task<string> Query(string id) => Client().GetWorkflowHandle<OrderWorkflow>(id).QueryAsync(wf => wf.Stage);

        Assert.Equal("paid", await Query("good"));
        Assert.Equal(
            WorkflowExecutionStatus.Completed,
            (await Assert.ThrowsAsync<WorkflowQueryRejectedException>(() => Query("closed"))).WorkflowStatus);
        Assert.Equal("no handler", (await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => Query("bad"))).Message);
    }

    [Fact]
    public async Task ExecuteUpdate_AcceptedFirst_PollsForTheOutcome()
    {
        string? updateId = null;
        server.On<UpdateWorkflowExecutionRequest>("UpdateWorkflowExecution", request =>
        {
            updateId = request.Request.Meta.UpdateId;
            Assert.Equal("rename", request.Request.Input.Name);
            return new UpdateWorkflowExecutionResponse { Stage = UpdateWorkflowExecutionLifecycleStage.Accepted };
        });
        var polls = 0;
        server.On<PollWorkflowExecutionUpdateRequest>("PollWorkflowExecutionUpdate", request =>
        {
            Assert.Equal(updateId, request.UpdateRef.UpdateId);
            return polls++ == 0
                ? new PollWorkflowExecutionUpdateResponse()
                : new PollWorkflowExecutionUpdateResponse
                {
                    Outcome = new()
                    {
                        Success = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload("new") } },
                    },
                };
        });

        var result = await Client().GetWorkflowHandle<OrderWorkflow>("order-1")
            .ExecuteUpdateAsync(wf => wf.RenameAsync("new"));

        Assert.Equal("new", result);
    }

    [Fact]
    public async Task ListWorkflows_SeveralPages_StopsAtTheLimit()
    {
        server.On<ListWorkflowExecutionsRequest>("ListWorkflowExecutions", request =>
        {
            var page = request.NextPageToken.IsEmpty ? 0 : int.Parse(request.NextPageToken.ToStringUtf8(), null);
            return new ListWorkflowExecutionsResponse
            {
                Executions = { Info($"w{page}a"), Info($"w{page}b") },
                NextPageToken = ByteString.CopyFromUtf8($"{page + 1}"),
            };
        });

        var ids = new List<string>();
        await foreach (var execution in Client().ListWorkflowsAsync("x = 1", new() { Limit = 3 }))
        {
            ids.Add(execution.Id);
        }

        Assert.Equal(["w0a", "w0b", "w1a"], ids);
    }

    private static Api.Workflow.V1.WorkflowExecutionInfo Info(string id) =>
        new() { Execution = new() { WorkflowId = id, RunId = "r" } };

    private static GetWorkflowExecutionHistoryResponse Closed(HistoryEvent historyEvent) =>
        new() { History = new() { Events = { historyEvent } } };

    private TemporalClient Client() => TemporalClient.CreateLazy(new(server.Address));
}
