using Notify.Cli.Cluster;
using Notify.Storage;
using Notify.Workers.Encryption;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Extensions.OpenTelemetry;
using TemporalServer;
using TemporalServer.Clock;

namespace Notify.Cli.Host;

/// <summary>The Temporal that a host works with: a server of its own, or a cluster.</summary>
internal sealed class TemporalBackend : IScrubbable, IAsyncDisposable
{
    private readonly EmbeddedTemporalServer? embedded;

    private TemporalBackend(string address, ITemporalClient client, EmbeddedTemporalServer? embedded)
    {
        Address = address;
        Client = client;
        this.embedded = embedded;
    }

    /// <summary><c>host:port</c> of its gRPC endpoint.</summary>
    public string Address { get; }

    /// <summary>Base address of the embedded server's web UI; null when it is not served.</summary>
    public string? Ui => embedded?.HttpAddress?.AbsoluteUri.TrimEnd('/');

    /// <summary>Its workers trace, too; without a listener that costs nothing.</summary>
    public ITemporalClient Client { get; }

    /// <summary>Workflow time: a cluster's is the real one.</summary>
    public TimeProvider Time => embedded?.Clock.WorkflowTime ?? TimeProvider.System;

    /// <summary>How values travel to and from it.</summary>
    public static DataConverter ConverterOf(HostSettings settings) =>
        settings.Encryption is { } keys ? EncryptedConverter.Of(keys) : DataConverter.Default;

    /// <exception cref="CommandFailedException">The cluster cannot be worked with.</exception>
    public static async Task<TemporalBackend> StartAsync(HostSettings settings, HomeFolder home, CancellationToken cancellationToken)
    {
        var converter = ConverterOf(settings);
        if (settings.Cluster is { } cluster)
        {
            return new TemporalBackend(cluster.Address, await ClusterClient.ConnectAsync(cluster, converter, cancellationToken).ConfigureAwait(false), embedded: null);
        }

        var server = await EmbeddedTemporalServer.StartAsync(
            new()
            {
                DatabasePath = home.TemporalFile,
                Port = settings.TemporalPort,
                HttpPort = settings.UiPort,
                UiDirectory = UiFolder.Find(AppContext.BaseDirectory),
                Clock = ClockOf(settings),
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            var client = await TemporalClient.ConnectAsync(
                new(server.Address) { DataConverter = converter, Interceptors = [new TracingInterceptor()] }).ConfigureAwait(false);
            return new TemporalBackend(server.Address, client, server);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets a held clock run; there is none in a cluster.</summary>
    public void SetSpeed(double speed)
    {
        if (embedded is { Clock.IsScaled: true })
        {
            embedded.Clock.SetRate(speed);
        }
    }

    /// <summary>Of a cluster nothing: its own store has its own ways of keeping.</summary>
    public Task ScrubAsync(CancellationToken cancellationToken = default) =>
        embedded?.ScrubAsync().WaitAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ServerClock ClockOf(HostSettings settings) => settings is { Speed: 1, ClockStart: null }
        ? ServerClock.Real()
        : ServerClock.Scaled(rate: 1, settings.ClockStart ?? TimeProvider.System.GetUtcNow());
}
