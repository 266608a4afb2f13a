using System.Text.Json.Nodes;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Common;
using TemporalServer;

namespace TemporalConformance.Tests.Differential;

/// <summary>An embedded server on which programs run, and the official SDK, which knows their histories only.</summary>
public sealed class DifferentialFixture : IAsyncLifetime
{
    /// <summary>The search attribute that programs set.</summary>
    public const string StepAttribute = "DifferentialStep";

    private const int ReplayedAtOnce = 50;

    private EmbeddedTemporalServer? server;
    private NodeHost? node;

    /// <summary>A client of the server.</summary>
    public TemporalClient Client { get; private set; } = null!;

    /// <summary>The official native core; one history at a time.</summary>
    internal NativeCore Core { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { Port = 0 }, TestContext.Current.CancellationToken);
        Client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address));
        await Client.Connection.OperatorService.AddSearchAttributesAsync(new AddSearchAttributesRequest
        {
            Namespace = Client.Options.Namespace,
            SearchAttributes = { [StepAttribute] = IndexedValueType.Int },
        });
        node = await NodeHost.StartAsync(Path.Combine("differential", "host.js"), RepositoryPaths.NodeModules);
        Core = new NativeCore(node);
    }

    /// <summary>Replays histories on the official TypeScript SDK.</summary>
    /// <returns>For each history what was wrong with it; null for nothing.</returns>
    public async Task<IReadOnlyList<string?>> ReplayAsync(IEnumerable<WorkflowHistory> histories)
    {
        var verdicts = new List<string?>();
        foreach (var some in histories.Chunk(ReplayedAtOnce))
        {
            var given = some.Select(history => (JsonNode)new JsonObject
            {
                ["workflowId"] = history.Id,
                ["history"] = WithTypeScriptFlags(history).ToByteString().ToBase64(),
            });
            var results = await node!.CallAsync("replay", new JsonObject { ["histories"] = new JsonArray([.. given]) });
            verdicts.AddRange(results!.AsArray().Select(result => (string?)result));
        }

        return verdicts;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>
    /// The history as a current TypeScript SDK would have begun it. Without its flags it replays as its first versions did:
    /// signals in a turn of their own, and cancellation spreading into scopes that are shielded from it.
    /// </summary>
    private static Temporalio.Api.History.V1.History WithTypeScriptFlags(WorkflowHistory history)
    {
        var copy = new Temporalio.Api.History.V1.History { Events = { history.Events.Select(e => e.Clone()) } };
        var completed = copy.Events.FirstOrDefault(e => e.EventType == EventType.WorkflowTaskCompleted);
        if (completed is not null)
        {
            var metadata = completed.WorkflowTaskCompletedEventAttributes.SdkMetadata ??= new();
            metadata.LangUsedFlags.Add([1, 2]);
        }

        return copy;
    }
}
