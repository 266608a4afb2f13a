using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Transport;

namespace TemporalServer.Rpc;

/// <summary>
/// Every method the server answers. The gRPC endpoint looks methods up here by path; a client in this process calls
/// them through <see cref="IServiceTransport"/> without sockets or serialisation.
/// </summary>
public sealed class ServiceTable : IServiceTransport
{
    private static readonly FrozenDictionary<string, string> NoMetadata = FrozenDictionary<string, string>.Empty;
    private readonly Dictionary<string, RpcMethod> methods = new(StringComparer.Ordinal);

    /// <summary>The paths served, for documentation and tests.</summary>
    public IReadOnlyCollection<string> Paths => methods.Keys;

    /// <summary>Adds a method. All are added before the server starts.</summary>
    public void Map<TRequest, TResponse>(
        string service, string method, Func<TRequest, CallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>
    {
        var path = $"/{service}/{method}";
        var parser = new MessageParser<TRequest>(() => new TRequest());
        methods.Add(path, new RpcMethod(path, parser, async (message, context) =>
            await handler((TRequest)message, context).ConfigureAwait(false)));
    }

    /// <summary>Finds a method by its path on the wire.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out RpcMethod? method) => methods.TryGetValue(path, out method);

    /// <inheritdoc/>
    public async Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (!TryFind($"/{service}/{method}", out var rpc))
        {
            throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"unknown method {method} for service {service}");
        }

        var metadata = options.Metadata ?? NoMetadata;
        if (options.Timeout is not { } timeout)
        {
            return (TResponse)await rpc.InvokeAsync(request, new CallContext(metadata, cancellationToken, IsInProcess: true)).ConfigureAwait(false);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return (TResponse)await rpc.InvokeAsync(request, new CallContext(metadata, deadline.Token, IsInProcess: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GrpcStatusException(GrpcStatusCode.DeadlineExceeded, $"{method} did not answer within {timeout}");
        }
    }
}
