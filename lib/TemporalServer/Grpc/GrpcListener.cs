using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TemporalServer.Rpc;

namespace TemporalServer.Grpc;

/// <summary>
/// The gRPC port: HTTP/2, with TLS or without. It is Kestrel alone, without a web host, so neither environment variables nor
/// configuration files of the surrounding program change what it binds.
/// </summary>
public sealed class GrpcListener : IGrpcEndpoint
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly KestrelServer kestrel;
    private readonly WebApplication services;
    private readonly CancellationTokenSource shutdown;
    private int disposed;

    private GrpcListener(KestrelServer kestrel, WebApplication services, CancellationTokenSource shutdown, IPEndPoint endPoint)
    {
        this.kestrel = kestrel;
        this.services = services;
        this.shutdown = shutdown;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="methods">What is served; complete by now.</param>
    /// <param name="options">Address, port and limits.</param>
    /// <param name="logging">Where the endpoint logs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken, or may not be bound.</exception>
    public static async Task<GrpcListener> StartAsync(
        ServiceTable methods, GrpcListenerOptions options, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var services = BuildServices(logging);
        var shutdown = new CancellationTokenSource();
        var endpoint = new GrpcEndpoint(methods, options, logging.CreateLogger<GrpcListener>(), shutdown.Token);
        ListenOptions? bound = null;
        var kestrelOptions = Limits(options, services.Services);
        kestrelOptions.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (options.Tls is { } tls)
            {
                listen.UseHttps(tls.ToHttps());
            }

            bound = listen;
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logging);
        var kestrel = new KestrelServer(Options.Create(kestrelOptions), transport, logging);
        try
        {
            await kestrel.StartAsync(new Application(endpoint), cancellationToken).ConfigureAwait(false);
            return new GrpcListener(kestrel, services, shutdown, bound!.IPEndPoint!);
        }
        catch
        {
            kestrel.Dispose();
            shutdown.Dispose();
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends open calls with UNAVAILABLE and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await shutdown.CancelAsync().ConfigureAwait(false);
        using (var drain = new CancellationTokenSource(DrainTime))
        {
            await kestrel.StopAsync(drain.Token).ConfigureAwait(false);
        }

        kestrel.Dispose();
        shutdown.Dispose();
        await services.DisposeAsync().ConfigureAwait(false);
    }

    // Nothing of it runs: TLS takes some of its parts from services that only a web host's builder registers
    private static WebApplication BuildServices(ILoggerFactory logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(logging);
        return builder.Build();
    }

    private static KestrelServerOptions Limits(GrpcListenerOptions options, IServiceProvider services)
    {
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = options.MaxMessageBytes + MessageReader.PrefixBytes;
        // A worker keeps many polls open on one connection, each a stream
        kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        // The default of five seconds cuts off callers on a machine that is merely busy
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(30));
        return kestrel;
    }

    private sealed class Application(GrpcEndpoint endpoint) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => endpoint.HandleAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
