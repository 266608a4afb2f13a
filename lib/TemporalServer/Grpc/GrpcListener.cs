using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using TemporalServer.Listening;
using TemporalServer.Rpc;

namespace TemporalServer.Grpc;

/// <summary>The gRPC port: HTTP/2, with TLS or without.</summary>
public sealed class GrpcListener : IGrpcEndpoint
{
    private readonly KestrelPort port;

    private GrpcListener(KestrelPort port) => this.port = port;

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint => port.EndPoint;

    /// <summary>Starts to listen.</summary>
    /// <param name="methods">What is served; complete by now.</param>
    /// <param name="options">Address, port and limits.</param>
    /// <param name="logging">Where the endpoint logs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken, or may not be bound.</exception>
    public static async Task<GrpcListener> StartAsync(
        ServiceTable methods, GrpcListenerOptions options, ILoggerFactory logging, CancellationToken cancellationToken) =>
        new(await KestrelPort.StartAsync(
            new IPEndPoint(options.Address, options.Port),
            HttpProtocols.Http2,
            options.Tls?.ToHttps(),
            limits => Limit(limits, options),
            shutdown => new GrpcEndpoint(methods, options, logging.CreateLogger<GrpcListener>(), shutdown).HandleAsync,
            logging,
            cancellationToken).ConfigureAwait(false));

    /// <summary>Ends open calls with UNAVAILABLE and stops listening.</summary>
    public ValueTask DisposeAsync() => port.DisposeAsync();

    private static void Limit(KestrelServerLimits limits, GrpcListenerOptions options)
    {
        limits.MaxRequestBodySize = options.MaxMessageBytes + MessageReader.PrefixBytes;
        // A worker keeps many polls open on one connection, each a stream
        limits.Http2.MaxStreamsPerConnection = 10_000;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        // The default of five seconds cuts off callers on a machine that is merely busy
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
