using System.Net;
using System.Net.Sockets;
using TemporalServer.Clock;
using TemporalServer.Engine;
using TemporalServer.Http;
using TemporalServer.Persistence;
using TemporalServer.Rpc;
using Temporalio.Transport;

namespace TemporalServer;

/// <summary>
/// A Temporal server in this process, persisted in one SQLite file. Clients in the process reach it without sockets
/// under its <see cref="Address"/>; others over gRPC.
/// </summary>
public sealed class EmbeddedTemporalServer : IAsyncDisposable
{
    private readonly WorkflowEngine engine;
    private readonly IGrpcEndpoint? endpoint;
    private readonly HttpApiListener? http;
    private readonly IDisposable registration;
    private bool disposed;

    private EmbeddedTemporalServer(WorkflowEngine engine, ServiceTable services, IGrpcEndpoint? endpoint, HttpApiListener? http, string address)
    {
        this.engine = engine;
        this.endpoint = endpoint;
        this.http = http;
        Transport = services;
        Address = address;
        registration = InProcessServers.Register(address, services);
    }

    /// <summary><c>host:port</c>, also registered in <see cref="InProcessServers"/>.</summary>
    public string Address { get; }

    /// <summary>The base address of the HTTP API and the web UI; null when they are not served.</summary>
    public Uri? HttpAddress => http is null ? null : new Uri($"http://{http.EndPoint}");

    /// <summary>The server's own end of the transport seam.</summary>
    public ServiceTable Transport { get; }

    /// <summary>The server's clock.</summary>
    public ServerClock Clock => engine.Clock;

    /// <summary>The engine, for other rooms of this assembly and its tests.</summary>
    internal WorkflowEngine Engine => engine;

    /// <summary>Opens the database, resumes everything in it and starts serving.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The retention is shorter than an hour.</exception>
    /// <exception cref="ArgumentException">The HTTP port would go around TLS or the API key.</exception>
    /// <exception cref="InvalidOperationException">Another server in this process has that address.</exception>
    public static async Task<EmbeddedTemporalServer> StartAsync(
        EmbeddedTemporalServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Retention, Limits.ShortestRetention);
        if (options is { HttpPort: not null } and ({ ApiKey: not null } or { Tls: not null }) && !IPAddress.IsLoopback(options.Ip))
        {
            throw new ArgumentException(
                $"The HTTP port asks for no API key and speaks no TLS, so it would open on {options.Ip} what they guard: leave HttpPort out, or set Ip to loopback.", nameof(options));
        }

        var clock = options.Clock ?? ServerClock.Real();
        var database = Database.Open(options.DatabasePath, options.SurvivePowerCut, clock, options.LoggerFactory);
        var engine = await WorkflowEngine.OpenAsync(database, clock, options, cancellationToken).ConfigureAwait(false);
        IGrpcEndpoint? endpoint = null;
        HttpApiListener? http = null;
        try
        {
            var services = ServerServices.Build(engine);
            endpoint = options.ServeGrpc
                ? await ServerServices.ListenAsync(services, options, cancellationToken).ConfigureAwait(false)
                : null;
            http = await ServerServices.ListenHttpAsync(services, options, cancellationToken).ConfigureAwait(false);
            var port = endpoint?.EndPoint.Port ?? (options.Port != 0 ? options.Port : FreePort(options.Ip));
            return new EmbeddedTemporalServer(engine, services, endpoint, http, $"{options.Ip}:{port}");
        }
        catch
        {
            await StopListeningAsync(endpoint, http).ConfigureAwait(false);
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Leaves no byte of what was deleted in the file. Changes wait meanwhile, for as long as it takes to write the whole file.
    /// </summary>
    /// <exception cref="IOException">It could not be done; what was deleted may still be there.</exception>
    public Task ScrubAsync() => engine.Database.ScrubAsync();

    /// <summary>Stops serving, writes what was acknowledged and closes the file.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(crash: false).ConfigureAwait(false);

    /// <summary>Stops without writing what is queued, as a crash would; for tests of recovery.</summary>
    internal async Task CrashAsync() => await StopAsync(crash: true).ConfigureAwait(false);

    private static int FreePort(IPAddress ip)
    {
        using var listener = new TcpListener(ip, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StopAsync(bool crash)
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        registration.Dispose();
        if (crash)
        {
            engine.Database.Crash();
        }

        // Long polls end first: the ports wait for the calls they are serving
        engine.Stop();
        await StopListeningAsync(endpoint, http).ConfigureAwait(false);
        await engine.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask StopListeningAsync(IGrpcEndpoint? endpoint, HttpApiListener? http)
    {
        if (http is not null)
        {
            await http.DisposeAsync().ConfigureAwait(false);
        }

        if (endpoint is not null)
        {
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }
    }
}
