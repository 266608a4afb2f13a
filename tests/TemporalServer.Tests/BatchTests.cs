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
