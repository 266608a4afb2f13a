using System.Net;

namespace TemporalServer.Grpc;

/// <summary>Where the gRPC endpoint listens, and what it accepts.</summary>
public sealed record GrpcListenerOptions
{
    /// <summary>The address to bind; loopback unless told otherwise, since by itself the endpoint asks nobody who they are.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 takes a free one. Temporal's default is 7233.</summary>
    public int Port { get; init; } = 7233;

    /// <summary>The largest request message in bytes, before and after decompression. Temporal's frontend has 4 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>TLS; null to listen without, as on loopback.</summary>
    public GrpcTls? Tls { get; init; }

    /// <summary>The key that each call must bear (<c>authorization: Bearer …</c>); null to ask for none.</summary>
    public string? ApiKey { get; init; }
}
