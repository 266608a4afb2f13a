using Google.Protobuf.WellKnownTypes;
using Temporalio.Client;
using Temporalio.Transport;

namespace Temporalio.Testing;

/// <summary>An environment that owns a server which skips time.</summary>
internal sealed class TimeSkippingWorkflowEnvironment : WorkflowEnvironment
{
    private readonly ITestServer server;
    private readonly TimeSkippingLock timeLock;

    /// <param name="client">A client of the server; the environment's own is made of it.</param>
    /// <param name="server">The server, disposed with the environment.</param>
    internal TimeSkippingWorkflowEnvironment(ITemporalClient client, ITestServer server)
        : base(client)
    {
        this.server = server;
        timeLock = new(client.Connection.TestService);
        var options = (TemporalClientOptions)client.Options.Clone();
        options.Interceptors = [.. options.Interceptors ?? [], new TimeSkippingInterceptor(timeLock)];
        Client = new TemporalClient(client.Connection, options);
    }

    public override bool SupportsTimeSkipping => true;

    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        timeLock.SleepAsync(delay, cancellationToken ?? CancellationToken.None);

    public override async Task<DateTime> GetCurrentTimeAsync()
    {
        var response = await Client.Connection.TestService.GetCurrentTimeAsync(new Empty());
        return response.Time.ToDateTime();
    }

    public override IDisposable AutoTimeSkippingDisabled() => timeLock.Disable();

    public override async Task ShutdownAsync()
    {
        timeLock.Dispose();
        await server.DisposeAsync();
    }
}
