using Temporalio.Api.Batch.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task Terminate_ByQuery_EndsWhatTheQuerySelects()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync("a-1");
        await server.Worker.StartAsync("a-2");
        await server.Worker.StartAsync("b-1");

        await StartAsync(server, batch =>
        {
            batch.VisibilityQuery = "WorkflowId STARTS_WITH 'a-'";
            batch.TerminationOperation = new BatchOperationTermination();
        });
        var done = await ClosedAsync(server);

        Assert.Equal((BatchOperationState.Completed, 2, 2, 0), (done.State, done.TotalOperationCount, done.CompleteOperationCount, done.FailureOperationCount));
        Assert.Equal(BatchOperationType.Terminate, done.OperationType);
        Assert.Equal(EventType.WorkflowExecutionTerminated, (await server.Worker.HistoryAsync("a-2"))[^1].EventType);
        Assert.Equal(EventType.WorkflowTaskScheduled, (await server.Worker.HistoryAsync("b-1"))[^1].EventType);
    }

    [Theory]
    [InlineData("signal", EventType.WorkflowExecutionSignaled)]
    [InlineData("cancel", EventType.WorkflowExecutionCancelRequested)]
    public async Task Apply_ToNamedExecutions_ReachesEachAndLeavesThoseThatAreGone(string operation, EventType expected)
    {
        await using var server = await ServerUnderTest.StartAsync();
        var runId = await server.Worker.StartAsync();

        await StartAsync(server, batch =>
        {
#pragma warning disable CS0612 // What today's clients send
            batch.Executions.Add(new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = "wf", RunId = runId });
            batch.Executions.Add(new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = "nobody" });
#pragma warning restore CS0612
            if (operation == "signal")
            {
                batch.SignalOperation = new BatchOperationSignal { Signal = "go" };
            }
            else
            {
                batch.CancellationOperation = new BatchOperationCancellation();
            }
        });
        var done = await ClosedAsync(server);

        Assert.Equal((2, 2, 0), (done.TotalOperationCount, done.CompleteOperationCount, done.FailureOperationCount));
        Assert.Contains(expected, await server.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task Reset_ToTheLastWorkflowTask_GivesEachExecutionANewRunAndCountsThoseWithoutOne()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var run = await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Complete());
        await server.Worker.StartAsync("delayed", request => request.WorkflowStartDelay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromHours(1)));

        await StartAsync(server, batch =>
        {
            batch.VisibilityQuery = "WorkflowType = 'Type'";
            batch.ResetOperation = new BatchOperationReset { Options = new() { LastWorkflowTask = new() } };
        });
        var done = await ClosedAsync(server);

        Assert.Equal((2, 1, 1), (done.TotalOperationCount, done.CompleteOperationCount, done.FailureOperationCount));
        Assert.Equal(BatchOperationType.Reset, done.OperationType);
        Assert.NotEqual(run, (await server.Worker.DescribeAsync()).WorkflowExecutionInfo.Execution.RunId);
    }

    [Fact]
    public async Task Start_ServerRestarts_TheBatchGoesOnWithWhatItHadReached()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await server.Worker.StartAsync($"wf-{i}");
        }

        await StartAsync(server, batch =>
        {
            batch.VisibilityQuery = "WorkflowId STARTS_WITH 'wf-'";
            batch.SignalOperation = new BatchOperationSignal { Signal = "go" };
            batch.MaxOperationsPerSecond = 40;
        });
        await server.RestartAsync();
        var done = await ClosedAsync(server);

        Assert.Equal((BatchOperationState.Completed, 40, 40), (done.State, done.TotalOperationCount, done.CompleteOperationCount));
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(1, (await server.Worker.EventTypesAsync($"wf-{i}")).Count(static type => type == EventType.WorkflowExecutionSignaled));
        }
    }

    [Fact]
    public async Task Stop_RunningBatch_EndsItWithWhatItDidAlsoOverACrash()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await server.Worker.StartAsync($"wf-{i}");
        }

        await StartAsync(server, batch =>
        {
            batch.VisibilityQuery = "WorkflowId STARTS_WITH 'wf-'";
            batch.TerminationOperation = new BatchOperationTermination();
            batch.MaxOperationsPerSecond = 0.01f;
        });
        await server.CallAsync<StopBatchOperationResponse>(new StopBatchOperationRequest { Namespace = "default", JobId = "job", Reason = "enough" });
        await server.CrashAndRestartAsync();
        var done = await DescribeAsync(server);

        Assert.Equal((BatchOperationState.Failed, "enough"), (done.State, done.Reason));
        Assert.InRange(done.CompleteOperationCount, 0, 8);
    }

    [Fact]
    public async Task Start_UnknownNamespace_IsNotFound()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => StartAsync(server, batch =>
        {
            batch.Namespace = "nowhere";
            batch.VisibilityQuery = "WorkflowId = 'x'";
            batch.TerminationOperation = new BatchOperationTermination();
        }));
        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
    }

    [Theory]
    [InlineData("", "WorkflowId = 'x'")]
    [InlineData("job", "")]
    [InlineData("job", "WorkflowId = ")]
    public async Task Start_IncompleteRequest_IsRefused(string jobId, string query)
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => StartAsync(server, batch =>
        {
            batch.JobId = jobId;
            batch.VisibilityQuery = query;
            batch.TerminationOperation = new BatchOperationTermination();
        }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1e-30f)]
    [InlineData(float.NaN)]
    public async Task Start_PaceThatIsNone_IsRefusedWithTheBound(float pace)
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => StartAsync(server, batch =>
        {
            batch.VisibilityQuery = "WorkflowId = 'x'";
            batch.TerminationOperation = new BatchOperationTermination();
            batch.MaxOperationsPerSecond = pace;
        }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("at least 0.001", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameJobIdTwice_IsRefusedAndTheFirstIsListed()
    {
        await using var server = await ServerUnderTest.StartAsync();
        static void Change(StartBatchOperationRequest batch)
        {
            batch.VisibilityQuery = "WorkflowId = 'x'";
            batch.TerminationOperation = new BatchOperationTermination();
        }

        await StartAsync(server, Change);
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => StartAsync(server, Change));

        Assert.Equal(GrpcStatusCode.AlreadyExists, refused.Code);
        var listed = await server.CallAsync<ListBatchOperationsResponse>(new ListBatchOperationsRequest { Namespace = "default" });
        Assert.Equal("job", Assert.Single(listed.OperationInfo).JobId);
    }

    [Fact]
    public async Task Describe_UnknownJob_IsNotFound()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => DescribeAsync(server));
        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
    }

    private static Task<StartBatchOperationResponse> StartAsync(ServerUnderTest server, Action<StartBatchOperationRequest> change)
    {
        var request = new StartBatchOperationRequest { Namespace = "default", JobId = "job", Reason = "test" };
        change(request);
        return server.CallAsync<StartBatchOperationResponse>(request);
    }

    private static Task<DescribeBatchOperationResponse> DescribeAsync(ServerUnderTest server) =>
        server.CallAsync<DescribeBatchOperationResponse>(new DescribeBatchOperationRequest { Namespace = "default", JobId = "job" });

    private static async Task<DescribeBatchOperationResponse> ClosedAsync(ServerUnderTest server)
    {
        while (true)
        {
            var batch = await DescribeAsync(server);
            if (batch.State != BatchOperationState.Running)
            {
                return batch;
            }

            await Task.Yield();
        }
    }
}
