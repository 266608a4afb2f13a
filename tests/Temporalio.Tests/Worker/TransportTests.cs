using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Temporalio.Client;
using Temporalio.Worker;
using TemporalServer;
using TemporalServer.Clock;

namespace Temporalio.Tests.Worker;

/// <summary>A server in the process and one behind a socket are the same to workflows.</summary>
public sealed partial class TransportTests
{
    [Fact]
    public async Task Histories_InProcessAndOverGrpc_AreTheSame()
    {
        // By another name than it registered, the server is found through its socket only
        var inProcess = await RunAsync(address => address);
        var overGrpc = await RunAsync(address => address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        Assert.Equal(11, inProcess.Count);
        Assert.Equal(inProcess.Keys, overGrpc.Keys);
        foreach (var (id, history) in inProcess)
        {
            Assert.Equal(history, overGrpc[id]);
        }
    }

    private static async Task<SortedDictionary<string, string[]>> RunAsync(Func<string, string> reach)
    {
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new() { Port = 0, Clock = ServerClock.Skipping() }, TestContext.Current.CancellationToken);
        var client = await TemporalClient.ConnectAsync(new(reach(server.Address)) { Identity = "test" });
        await client.Connection.TestService.UnlockTimeSkippingAsync(new());
        using var worker = new TemporalWorker(client, WorkerHarness.OptionsWith(new GreetingActivities()));
        return await worker.ExecuteAsync(() => RunAllAsync(client));
    }

    private static async Task<SortedDictionary<string, string[]>> RunAllAsync(TemporalClient client)
    {
        var inTurn = await client.StartWorkflowAsync((InTurnWorkflow wf) => wf.RunAsync(1), new("in-turn", WorkerHarness.TaskQueue));
        Assert.Equal("Hello, you! True True", await inTurn.GetResultAsync());
        var flaky = await client.StartWorkflowAsync((FlakyActivityWorkflow wf) => wf.RunAsync(), new("flaky", WorkerHarness.TaskQueue));
        Assert.Equal(4, await flaky.GetResultAsync());
        var local = await client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync("x"), new("local", WorkerHarness.TaskQueue));
        await local.GetResultAsync();
        var countdown = await client.StartWorkflowAsync((CountdownWorkflow wf) => wf.RunAsync(2), new("countdown", WorkerHarness.TaskQueue));
        await countdown.GetResultAsync();
        var timeout = await client.StartWorkflowAsync((TimeoutWorkflow wf) => wf.RunAsync(), new("timeout", WorkerHarness.TaskQueue));
        await timeout.GetResultAsync();
        var failing = await client.StartWorkflowAsync((FailingActivityWorkflow wf) => wf.RunAsync(), new("failing", WorkerHarness.TaskQueue));
        await Assert.ThrowsAsync<Exceptions.WorkflowFailedException>(() => failing.GetResultAsync());

        var histories = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        await foreach (var run in client.ListWorkflowsAsync("ORDER BY WorkflowId ASC"))
        {
            var history = await client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryAsync();
            var first = history.Events.First().WorkflowExecutionStartedEventAttributes;
            histories[$"{run.Id} {Words().Replace(string.Join(' ', first.Input?.Payloads_.Select(payload => payload.Data.ToStringUtf8()) ?? []), "")}"] = Normal(history.ToJson());
        }

        return histories;
    }

    private static string[] Normal(string history) =>
        [.. JsonNode.Parse(history)!["events"]!.AsArray().Select(item => Changing().Replace(item!.ToJsonString(), ""))];

    [GeneratedRegex("\\W")]
    private static partial Regex Words();

    /// <summary>Times, sizes that depend on them, ids made at random, and stack traces, which change as code warms up.</summary>
    [GeneratedRegex("""
        [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|test-[0-9a-f]{32}|\d{4}-\d\d-\d\dT[^"]+|"(requestId|taskQueue|historySizeBytes|originalScheduleTime|data|stackTrace)":("[^"]*"|\{[^}]*\}),?
        """)]
    private static partial Regex Changing();
}
