using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Control;

public sealed class LimitTests
{
    [Fact]
    public async Task Command_InputBeyondABlob_FailsTheTaskAndTerminatesTheRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var task = await server.Worker.PollAsync();

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.CompleteAsync(
            task, Commands.Activity("1", activity => activity.Input = Blob(2 * 1024 * 1024 + 1))));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Equal([EventType.WorkflowTaskFailed, EventType.WorkflowExecutionTerminated], (await server.Worker.EventTypesAsync()).TakeLast(2));
    }

    [Fact]
    public async Task Command_MoreEventsThanAHistoryHolds_TerminatesTheRun()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        var marker = new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = new RecordMarkerCommandAttributes { MarkerName = "m" } };

        await server.Worker.StepAsync([.. Enumerable.Repeat(marker, 51_200)]);

        var close = await server.Worker.ResultAsync();
        Assert.Equal("Workflow history count exceeds limit.", close.WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    [Fact]
    public async Task Signal_MoreThanWaitForAWorkersAnswer_FailsThatTaskAndReachesTheNext()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.PollAsync();
        for (var i = 0; i < 2; i++)
        {
            await server.CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = "wf" },
                SignalName = "big",
                Input = Blob(1_500_000),
            });
        }

        var next = await server.Worker.PollAsync();

        Assert.Equal(2, next.History.Events.Count(static item => item.EventType == EventType.WorkflowExecutionSignaled));
        Assert.Contains(next.History.Events, static item => item.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.ForceCloseCommand);
    }

    [Fact]
    public async Task Signal_BeyondTheLimitOfARun_IsInvalidArgument()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => server.Worker.SignalAsync("s")));

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.SignalAsync("s"));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.StartsWith("exceeded workflow execution limit for signal events", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CustomKeyword", "5", GrpcStatusCode.InvalidArgument)]
    [InlineData("CustomInt", "\"text\"", GrpcStatusCode.InvalidArgument)]
    [InlineData("CustomInt", "1.5", GrpcStatusCode.InvalidArgument)]
    [InlineData("CustomInt", "[5]", GrpcStatusCode.OK)]
    [InlineData("CustomInt", "not json", GrpcStatusCode.InvalidArgument)]
    [InlineData("Unknown", "5", GrpcStatusCode.InvalidArgument)]
    [InlineData("WorkflowId", "\"x\"", GrpcStatusCode.InvalidArgument)]
    public async Task Start_SearchAttribute_MustBeKnownAndOfItsType(string name, string json, GrpcStatusCode expected)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await AddAsync(server, ("CustomKeyword", IndexedValueType.Keyword), ("CustomInt", IndexedValueType.Int));

        Assert.Equal(expected, await StartAsync(server, (name, json)));
    }

    [Fact]
    public async Task Start_SearchAttributesBeyondTheirLimits_IsInvalidArgument()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var many = Enumerable.Range(0, 101).Select(static i => $"K{i}").ToArray();
        await AddAsync(server, [.. many.Select(static name => (name, IndexedValueType.Keyword))]);

        Assert.Equal(GrpcStatusCode.InvalidArgument, await StartAsync(server, [.. many.Select(static name => (name, "\"x\""))]));
        Assert.Equal(GrpcStatusCode.InvalidArgument, await StartAsync(server, ("K0", $"\"{new string('x', 2048)}\"")));
        Assert.Equal(GrpcStatusCode.InvalidArgument, await StartAsync(server, [.. many.Take(50).Select(static name => (name, $"\"{new string('x', 1000)}\""))]));
        Assert.Equal(GrpcStatusCode.OK, await StartAsync(server, [.. many.Take(100).Select(static name => (name, "\"x\""))]));
    }

    private static Payloads Blob(int bytes) => new() { Payloads_ = { new Payload { Data = ByteString.CopyFrom(new byte[bytes]) } } };

    private static Task AddAsync(ServerUnderTest server, params (string Name, IndexedValueType Type)[] attributes)
    {
        var request = new Temporalio.Api.OperatorService.V1.AddSearchAttributesRequest { Namespace = "default" };
        foreach (var (name, type) in attributes)
        {
            request.SearchAttributes.Add(name, type);
        }

        return server.CallAsync<Temporalio.Api.OperatorService.V1.AddSearchAttributesResponse>(
            "temporal.api.operatorservice.v1.OperatorService", "AddSearchAttributes", request);
    }

    private static async Task<GrpcStatusCode> StartAsync(ServerUnderTest server, params (string Name, string Json)[] attributes)
    {
        try
        {
            await server.Worker.StartAsync(change: request =>
            {
                request.SearchAttributes = new SearchAttributes();
                foreach (var (name, json) in attributes)
                {
                    request.SearchAttributes.IndexedFields[name] = new Payload { Data = ByteString.CopyFromUtf8(json) };
                }
            });
            return GrpcStatusCode.OK;
        }
        catch (GrpcStatusException refused)
        {
            return refused.Code;
        }
    }
}
