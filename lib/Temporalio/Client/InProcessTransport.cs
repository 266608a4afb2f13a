using Google.Protobuf;
using Temporalio.Transport;

namespace Temporalio.Client;

/// <summary>Calls whichever server of this process has an address now, so that it may restart between calls.</summary>
/// <param name="address"><c>host:port</c>, as registered.</param>
internal sealed class InProcessTransport(string address) : IServiceTransport
{
    /// <inheritdoc/>
    public Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new() => InProcessServers.Find(address) is { } server
            ? server.CallAsync<TResponse>(service, method, request, options, cancellationToken)
            : Task.FromException<TResponse>(new GrpcStatusException(
                GrpcStatusCode.Unavailable, $"The server of this process at {address} has stopped."));
}
