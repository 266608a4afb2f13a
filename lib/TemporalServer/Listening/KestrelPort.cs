using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TemporalServer.Listening;

/// <summary>
/// A TCP port served by Kestrel alone, without a web host, so neither environment variables nor configuration files of
/// the surrounding program change what it binds.
/// </summary>
internal sealed class KestrelPort : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly KestrelServer kestrel;
    private readonly WebApplication services;
    private readonly CancellationTokenSource shutdown;
    private int disposed;

    private KestrelPort(KestrelServer kestrel, WebApplication services, CancellationTokenSource shutdown, IPEndPoint endPoint)
    {
        this.kestrel = kestrel;
        this.services = services;
        this.shutdown = shutdown;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">What to bind; port 0 takes a free one.</param>
    /// <param name="protocols">Without TLS one port speaks either HTTP/1.1 or HTTP/2.</param>
    /// <param name="https">TLS; null for none.</param>
    /// <param name="limit">Sets limits.</param>
    /// <param name="handler">Makes what answers each request, and does not throw, from the token that ends open calls.</param>
    /// <param name="logging">Where Kestrel logs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken, or may not be bound.</exception>
    public static async Task<KestrelPort> StartAsync(
        IPEndPoint endPoint,
        HttpProtocols protocols,
        HttpsConnectionAdapterOptions? https,
        Action<KestrelServerLimits> limit,
        Func<CancellationToken, RequestDelegate> handler,
        ILoggerFactory logging,
        CancellationToken cancellationToken)
    {
        var shutdown = new CancellationTokenSource();
        var services = BuildServices(logging);
        var options = new KestrelServerOptions { ApplicationServices = services.Services, AddServerHeader = false };
        limit(options.Limits);
        ListenOptions? bound = null;
        options.Listen(endPoint.Address, endPoint.Port, listen =>
        {
            listen.Protocols = protocols;
            if (https is not null)
            {
                listen.UseHttps(https);
            }

            bound = listen;
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logging);
        var kestrel = new KestrelServer(Options.Create(options), transport, logging);
        try
        {
            await kestrel.StartAsync(new Application(handler(shutdown.Token)), cancellationToken).ConfigureAwait(false);
            return new KestrelPort(kestrel, services, shutdown, bound!.IPEndPoint!);
        }
        catch
        {
            shutdown.Dispose();
            kestrel.Dispose();
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends open calls and stops listening; what is still served gets a few seconds.</summary>
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
        await services.DisposeAsync().ConfigureAwait(false);
        shutdown.Dispose();
    }

    // Nothing of it runs: TLS takes some of its parts from services that only a web host's builder registers
    private static WebApplication BuildServices(ILoggerFactory logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(logging);
        return builder.Build();
    }

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
