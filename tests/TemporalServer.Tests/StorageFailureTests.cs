using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests;

public sealed class StorageFailureTests
{
    [Fact]
    public async Task Start_DiskFull_IsUnavailableAndTheSameRequestSucceedsOnceThereIsSpace()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var request = HandWorker.NewWorkflow();
        using var disk = new FailingDisk(server.Engine.Database.Writer);

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<StartWorkflowExecutionResponse>(request));
        await disk.RecoverAsync();
        await server.CallAsync<StartWorkflowExecutionResponse>(request);
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(GrpcStatusCode.Unavailable, refused.Code);
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
        Assert.Equal(5, (await server.Worker.HistoryAsync()).Count);
    }

    [Fact]
    public async Task RegisterNamespace_DiskFull_IsThereOnlyOnceItIsStored()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var request = new RegisterNamespaceRequest { Namespace = "new" };
        using var disk = new FailingDisk(server.Engine.Database.Writer);

        await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<RegisterNamespaceResponse>(request));
        var absent = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync(change: start => start.Namespace = "new"));
        await disk.RecoverAsync();
        await server.CallAsync<RegisterNamespaceResponse>(request);
        await server.CrashAndRestartAsync();

        Assert.Equal(GrpcStatusCode.NotFound, absent.Code);
        await server.Worker.StartAsync(change: start => start.Namespace = "new");
    }

    [Fact]
    public async Task Signal_DiskFull_ChangesNothingAndLosesNothing()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.SignalAsync("before");
        using (var disk = new FailingDisk(server.Engine.Database.Writer))
        {
            await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync("other"));
            var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.SignalAsync("during"));
            Assert.Contains("free space", refused.Message, StringComparison.Ordinal);
            await disk.RecoverAsync();
        }

        await server.Worker.SignalAsync("after");
        await server.CrashAndRestartAsync();

        var signals = (await server.Worker.HistoryAsync()).Where(item => item.EventType == EventType.WorkflowExecutionSignaled);
        Assert.Equal(["before", "after"], signals.Select(item => item.WorkflowExecutionSignaledEventAttributes.SignalName));
    }

    [Fact]
    public async Task Timer_DueWhileTheDiskIsFull_FiresOnceThereIsSpace()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Timer(TimeSpan.FromMilliseconds(200)));
        using var disk = new FailingDisk(server.Engine.Database.Writer);
        await disk.Failed;

        await disk.RecoverAsync();
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Contains(EventType.TimerFired, await server.Worker.EventTypesAsync());
    }

    [Fact]
    public async Task ContinueAsNew_DiskFull_BothRunsAreStoredTogetherOnceThereIsSpace()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var first = await server.Worker.StartAsync();
        var task = await server.Worker.PollAsync();
        using var disk = new FailingDisk(server.Engine.Database.Writer);

        await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.CompleteAsync(task, Commands.ContinueAsNew("next")));
        await disk.RecoverAsync();
        await server.CrashAndRestartAsync();
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(EventType.WorkflowExecutionContinuedAsNew, (await server.Worker.HistoryAsync(runId: first))[^1].EventType);
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task Activity_OfferedWhileTheDiskIsFull_StaysOnOffer()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Activity());
        using var disk = new FailingDisk(server.Engine.Database.Writer);
        await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync("other"));

        await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.PollActivityAsync());
        await disk.RecoverAsync();

        Assert.Equal("1", (await server.Worker.PollActivityAsync()).ActivityId);
    }

    [Fact]
    public async Task Stop_DiskFull_EndsAndKeepsWhatWasAcknowledged()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        using (new FailingDisk(server.Engine.Database.Writer))
        {
            await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.SignalAsync("lost"));
            await server.RestartAsync();
        }

        Assert.Equal([EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled], await server.Worker.EventTypesAsync());
    }
}
