using Temporalio.Client;
using Temporalio.Worker;

namespace TemporalConformance.Tests.CSharp;

/// <summary>Histories that our worker writes, replayed by the official SDK against the same workflows in TypeScript.</summary>
public sealed class CSharpReplayTests(ConformanceFixture conformance)
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Histories_OfOurWorker_ReplayOnTheOfficialSdk(int cachedWorkflows)
    {
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(conformance.Address));
        var queue = $"mirror-{cachedWorkflows}";
        using var worker = new TemporalWorker(client, Options(queue, cachedWorkflows));
        var ids = await worker.ExecuteAsync(() => RunAllAsync(client, queue), TestContext.Current.CancellationToken);
        Assert.True(await conformance.ReplayAsync(ids.Select(id => (id, (string?)null))) > 0);
    }

    private static TemporalWorkerOptions Options(string queue, int cachedWorkflows) =>
        new TemporalWorkerOptions(queue) { MaxCachedWorkflows = cachedWorkflows }
            .AddActivity(MirrorActivities.Echo)
            .AddActivity(MirrorActivities.FailOnce)
            .AddWorkflow<TimerMirror>()
            .AddWorkflow<ActivityRetryMirror>()
            .AddWorkflow<SignalledMirror>()
            .AddWorkflow<EverythingMirror>()
            .AddWorkflow<EverythingChildMirror>()
            .AddWorkflow<ContinuedMirror>();

    private static async Task<List<string>> RunAllAsync(TemporalClient client, string queue)
    {
        var timer = await client.StartWorkflowAsync((TimerMirror workflow) => workflow.RunAsync(50), new($"{queue}-timer", queue));
        Assert.True(await timer.GetResultAsync());

        var retry = await client.StartWorkflowAsync((ActivityRetryMirror workflow) => workflow.RunAsync("done"), new($"{queue}-retry", queue));
        Assert.Equal("done at attempt 2", await retry.GetResultAsync());

        var signalled = await client.StartWorkflowAsync((SignalledMirror workflow) => workflow.RunAsync(2), new($"{queue}-signalled", queue));
        await signalled.SignalAsync(workflow => workflow.AddAsync("a"));
        await signalled.SignalAsync(workflow => workflow.AddAsync("b"));
        Assert.Equal(["a", "b"], await signalled.GetResultAsync());

        var everything = await client.StartWorkflowAsync((EverythingMirror workflow) => workflow.RunAsync("x"), new($"{queue}-everything", queue));
        await everything.SignalAsync(workflow => workflow.ReleaseAsync());
        Assert.Equal(["x at attempt 2", "child of x"], await everything.GetResultAsync());

        var continued = await client.StartWorkflowAsync((ContinuedMirror workflow) => workflow.RunAsync(2), new($"{queue}-continued", queue));
        Assert.True(await continued.GetResultAsync());
        return [timer.Id, retry.Id, signalled.Id, everything.Id, $"{everything.Id}/child", continued.Id];
    }
}
