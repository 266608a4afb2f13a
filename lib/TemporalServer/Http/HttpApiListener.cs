using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using TemporalServer.Listening;
using TemporalServer.Rpc;

namespace TemporalServer.Http;

/// <summary>The HTTP port: HTTP/1.1 without TLS.</summary>
internal sealed class HttpApiListener : IAsyncDisposable
{
    private readonly KestrelPort port;

    private HttpApiListener(KestrelPort port) => this.port = port;

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint => port.EndPoint;

    /// <summary>Starts to listen.</summary>
    /// <param name="methods">What the API calls; complete by now.</param>
    /// <param name="options">Where, and to whom.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken, or may not be bound.</exception>
    public static async Task<HttpApiListener> StartAsync(
        ServiceTable methods, HttpApiOptions options, ILoggerFactory logging, CancellationToken cancellationToken) =>
        new(await KestrelPort.StartAsync(
            new IPEndPoint(options.Address, options.Port),
            HttpProtocols.Http1,
            https: null,
            limits => Limit(limits, options),
            shutdown => new HttpApi(methods, options, logging.CreateLogger<HttpApi>(), shutdown).HandleAsync,
            logging,
            cancellationToken).ConfigureAwait(false));

    /// <summary>Ends open calls with UNAVAILABLE and stops listening.</summary>
    public ValueTask DisposeAsync() => port.DisposeAsync();

    private static void Limit(KestrelServerLimits limits, HttpApiOptions options)
    {
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        // An id of 1,000 characters takes up to nine bytes for each in a path
        limits.MaxRequestLineSize = 32 * 1024;
    }
}
