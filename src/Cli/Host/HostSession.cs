using Notify.Cli.Cluster;
using Temporalio.Client;

namespace Notify.Cli.Host;

/// <summary>
/// A host for one command: the one running on the home folder, or, where none runs, one that lives as long as the
/// command. Commands talk to both the same way, over REST and Temporal.
/// </summary>
internal sealed class HostSession : IAsyncDisposable
{
    private readonly NotifyHost? own;

    private HostSession(HttpClient api, ITemporalClient temporal, NotifyHost? own)
    {
        Api = api;
        Temporal = temporal;
        this.own = own;
    }

    /// <summary>Whether the host lives only as long as this command.</summary>
    public bool IsOwn => own is not null;

    /// <summary>The REST API; paths are relative to it.</summary>
    public HttpClient Api { get; }

    public ITemporalClient Temporal { get; }

    /// <param name="settings">For a host of the command's own. Its ports are chosen freely.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HostSession> OpenAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        if (HomeFolder.FindRunning(settings.Home) is { } running)
        {
            var temporal = await ConnectAsync(settings, running, cancellationToken).ConfigureAwait(false);
            return new HostSession(Connect(running.Api), temporal, own: null);
        }

        if (settings.NeedsState && HomeRecord.Read(settings.Home).Complete(settings).Storage.Tables is null)
        {
            HomeFolder.RequireState(settings.Home);
        }

        var own = await NotifyHost.StartAsync(settings with { HttpPort = 0, TemporalPort = 0, UiPort = null }, cancellationToken).ConfigureAwait(false);
        return new HostSession(Connect(own.Address.Api), own.Client, own);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (own is not null)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<ITemporalClient> ConnectAsync(HostSettings settings, HostAddress running, CancellationToken cancellationToken)
    {
        var remembered = HomeRecord.Read(settings.Home);
        settings = remembered.Complete(settings);
        if (remembered.TimeZone is null && settings.TimeZone is { } zone)
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"--time-zone is '{zone}', but the host running on {settings.Home} has none. Start it again with notify up --time-zone {zone}.");
        }

        var converter = TemporalBackend.ConverterOf(settings);
        return settings.Cluster is { } cluster
            ? await ClusterClient.ConnectAsync(cluster, converter, cancellationToken).ConfigureAwait(false)
            : TemporalClient.CreateLazy(new(running.Temporal) { DataConverter = converter });
    }

    // The host is on this machine, whatever proxy the environment names; how long an answer may take is for the person who waits
    private static HttpClient Connect(string api) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(api),
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
