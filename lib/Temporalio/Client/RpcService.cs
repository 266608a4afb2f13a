using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Raw calls of one gRPC service.</summary>
public abstract class RpcService
{
    private readonly TemporalConnection connection;

    private protected RpcService(TemporalConnection connection, string fullName)
    {
        this.connection = connection;
        FullName = fullName;
    }

    /// <summary>Name of the service on the wire.</summary>
    internal string FullName { get; }

    /// <summary>Calls a method.</summary>
    /// <exception cref="RpcException">The call ended with a status other than OK.</exception>
    private protected Task<T> CallAsync<T>(string method, IMessage request, RpcOptions? options)
        where T : class, IMessage<T>, new() => connection.CallAsync<T>(FullName, method, request, options);
}
