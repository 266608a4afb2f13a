using System.Net;

namespace TemporalServer.Rpc;

/// <summary>Serves a <see cref="ServiceTable"/> over gRPC until disposed.</summary>
internal interface IGrpcEndpoint : IAsyncDisposable
{
    /// <summary>Where it listens, the port resolved.</summary>
    IPEndPoint EndPoint { get; }
}
