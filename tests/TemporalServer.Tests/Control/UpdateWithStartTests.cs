using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Operation = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationRequest.Types.Operation;

namespace TemporalServer.Tests.Control;

public sealed class UpdateWithStartTests
{
    [Fact]
    public async Task Execute_NoRun_StartsOneWhoseFirstTaskCarriesTheUpdate()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var call = server.CallAsync<ExecuteMultiOperationResponse>(Request());

        var task = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(task, request => Updates.Accept(request, task, complete: true));
        var answer = await call;

        Assert.True(answer.Responses[0].StartWorkflow.Started);
        Assert.NotNull(answer.Responses[1].UpdateWorkflow.Outcome.Success);
    }

    [Fact]
    public async Task Execute_UpdateThatCannotBe_StartsNothing()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var request = Request();
        request.Operations[1].UpdateWorkflow.Request.Input.Name = "";

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<ExecuteMultiOperationResponse>(request));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        var statuses = Assert.Single(refused.Details).Unpack<MultiOperationExecutionFailure>().Statuses;
        Assert.Equal([(int)GrpcStatusCode.Aborted, (int)GrpcStatusCode.InvalidArgument], statuses.Select(static status => status.Code));
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.DescribeAsync())).Code);
    }

    [Fact]
    public async Task Execute_RunHasAllItsUpdatesInFlight_NeitherStartsNorUpdates()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var run = await server.Worker.StartAsync();
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var waiting = Enumerable.Range(0, 10).Select(i => server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Of($"u{i}"), abandon.Token)).ToList();

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<ExecuteMultiOperationResponse>(Request()));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Equal(run, (await server.Worker.DescribeAsync()).WorkflowExecutionInfo.Execution.RunId);
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Execute_Repeated_GetsTheOutcomeOfTheFirst()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var request = Request();
        var first = server.CallAsync<ExecuteMultiOperationResponse>(request);
        var task = await server.Worker.PollAsync();
        await server.Worker.CompleteAsync(task, answer => Updates.Accept(answer, task, complete: true));
        await first;

        var again = await server.CallAsync<ExecuteMultiOperationResponse>(request);

        Assert.Equal((await first).Responses[1].UpdateWorkflow.Outcome, again.Responses[1].UpdateWorkflow.Outcome);
    }

    private static ExecuteMultiOperationRequest Request()
    {
        var start = HandWorker.NewWorkflow();
        start.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
        return new ExecuteMultiOperationRequest
        {
            Namespace = "default",
            Operations = { new Operation { StartWorkflow = start }, new Operation { UpdateWorkflow = Updates.Of("with-start") } },
        };
    }
}
