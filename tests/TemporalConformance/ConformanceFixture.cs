using System.Text.Json.Nodes;
using TemporalServer;

[assembly: AssemblyFixture(typeof(TemporalConformance.Tests.ConformanceFixture))]

namespace TemporalConformance.Tests;

/// <summary>An embedded server on a free port, and the official SDK connected to it over gRPC.</summary>
public sealed class ConformanceFixture : IAsyncLifetime
{
    private EmbeddedTemporalServer? server;
    private NodeHost? node;
    private ScenarioRuns? runs;

    /// <summary>The server's <c>host:port</c>.</summary>
    public string Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { Port = 0 }, TestContext.Current.CancellationToken);
        node = await NodeHost.StartAsync("host.js", server.Address, RepositoryPaths.NodeModules);
        runs = new ScenarioRuns(RunAsync);
    }

    /// <summary>Waits for a scenario, whose file asserts its results, and for the replay of every history it leaves.</summary>
    /// <exception cref="InvalidOperationException">An assertion or a replay failed.</exception>
    public Task ScenarioAsync(string scenario, string taskQueue) => runs!.OutcomeAsync(scenario, taskQueue);

    /// <summary>Replays histories on the official SDK, against the workflow code of the scenario files.</summary>
    /// <param name="executions">Whose histories; a null run is the latest.</param>
    /// <param name="address">The server that has them; null for this fixture's.</param>
    /// <returns>How many events they have.</returns>
    /// <exception cref="InvalidOperationException">One does not replay.</exception>
    public async Task<int> ReplayAsync(IEnumerable<(string WorkflowId, string? RunId)> executions, string? address = null)
    {
        var listed = new JsonArray([.. executions.Select(JsonNode (item) => new JsonObject { ["workflowId"] = item.WorkflowId, ["runId"] = item.RunId })]);
        return (int)(await node!.CallAsync("replay", new JsonObject { ["executions"] = listed, ["address"] = address }))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }

        runs?.Dispose();

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private async Task RunAsync(string scenario, string taskQueue)
    {
        var used = await node!.CallAsync("run", new JsonObject { ["scenario"] = scenario, ["taskQueue"] = taskQueue });
        await ReplayAsync(used!.AsArray().Select(workflowId => ((string)workflowId!, (string?)null)));
    }
}
