using TemporalServer.Clock;
using Temporalio.Transport;

namespace TemporalServer;

/// <summary>Starts embedded servers for <c>Temporalio.Testing.WorkflowEnvironment</c>, which finds this type by name.</summary>
public sealed class TestServerFactory : ITestServerFactory
{
    /// <inheritdoc/>
    public async Task<ITestServer> StartAsync(bool timeSkipping, CancellationToken cancellationToken) =>
        new TestServer(await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Port = 0,
                ServeGrpc = false,
                Clock = timeSkipping ? ServerClock.Skipping() : ServerClock.Real(),
            },
            cancellationToken).ConfigureAwait(false));

    private sealed class TestServer(EmbeddedTemporalServer server) : ITestServer
    {
        public string Address => server.Address;

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
