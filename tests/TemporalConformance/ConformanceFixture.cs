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

    /// <summary>Replays the history of a workflow on the official SDK, against the workflow code of the scenario files.</summary>
    /// <param name="workflowId">Whose history.</param>
    /// <param name="address">The server that has it; null for this fixture's.</param>
    /// <param name="runId">Which of its runs; null for the latest.</param>
    /// <returns>How many events it has.</returns>
    public async Task<int> ReplayAsync(string workflowId, string? address = null, string? runId = null) =>
        (int)(await node!.CallAsync("replay", new JsonObject { ["workflowId"] = workflowId, ["address"] = address, ["runId"] = runId }))!;

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
        foreach (var workflowId in used!.AsArray())
        {
            await ReplayAsync((string)workflowId!);
        }
    }
}
