namespace Temporalio.Transport;

/// <summary>
/// How <c>Temporalio.Testing.WorkflowEnvironment</c> starts a server in this process. <c>lib/TemporalServer</c>
/// implements it in a type named <c>TemporalServer.TestServerFactory</c> with a public parameterless constructor;
/// the environment finds it by that name, so the SDK carries no reference to the server.
/// </summary>
public interface ITestServerFactory
{
    /// <summary>Starts a server on a free loopback port with an empty, temporary database.</summary>
    /// <param name="timeSkipping">Skip time whenever every workflow waits for a timer and a client waits for a result.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running server; disposing it stops it and removes its files.</returns>
    Task<ITestServer> StartAsync(bool timeSkipping, CancellationToken cancellationToken);
}

/// <summary>A running server of <see cref="ITestServerFactory"/>.</summary>
public interface ITestServer : IAsyncDisposable
{
    /// <summary><c>host:port</c>, also registered in <see cref="InProcessServers"/>.</summary>
    string Address { get; }
}
