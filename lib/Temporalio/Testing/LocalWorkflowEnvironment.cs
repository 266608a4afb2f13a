using Temporalio.Client;
using Temporalio.Transport;

namespace Temporalio.Testing;

/// <summary>An environment that owns its server.</summary>
/// <param name="client">A client of the server.</param>
/// <param name="server">The server, disposed with the environment.</param>
internal sealed class LocalWorkflowEnvironment(ITemporalClient client, ITestServer server) : WorkflowEnvironment(client)
{
    public override async Task ShutdownAsync() => await server.DisposeAsync();
}
