using Google.Protobuf;

namespace Temporalio.Transport;

/// <summary>
/// The seam between Temporal's client side (<c>lib/Temporalio</c>) and whatever serves it: a server in this process,
/// or gRPC to one elsewhere. Every call is unary, as all of Temporal's public services are.
/// </summary>
/// <remarks>
/// In one process the message objects themselves cross the seam, without serialisation. Therefore a message is frozen
/// the moment it is handed over: neither side changes one it has passed or received; who needs another makes a clone.
/// </remarks>
public interface IServiceTransport
{
    /// <summary>Calls one method and waits for its answer.</summary>
    /// <param name="service">Full service name, for example <c>temporal.api.workflowservice.v1.WorkflowService</c>.</param>
    /// <param name="method">Method name, for example <c>StartWorkflowExecution</c>.</param>
    /// <param name="request">The request; frozen from here on.</param>
    /// <param name="options">Metadata and deadline.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <exception cref="GrpcStatusException">The call ended with a status other than OK, its deadline included.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new();
}

/// <summary>What accompanies a call besides its message.</summary>
/// <param name="Metadata">gRPC metadata, lower-case keys; null when there is none.</param>
/// <param name="Timeout">The deadline, from now; null for none.</param>
public readonly record struct CallOptions(
    IReadOnlyDictionary<string, string>? Metadata = null, TimeSpan? Timeout = null);
