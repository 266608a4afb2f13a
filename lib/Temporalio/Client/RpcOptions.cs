namespace Temporalio.Client;

/// <summary>Options of one call.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Whether to retry; null for yes in the client's own methods, and no in raw calls.</summary>
    public bool? Retry { get; set; }

    /// <summary>gRPC metadata in addition to the connection's.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Deadline of each attempt; null for the call's default.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives up the call.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();

    internal static RpcOptions Retrying(RpcOptions? options)
    {
        var copy = (RpcOptions?)options?.Clone() ?? new();
        copy.Retry ??= true;
        return copy;
    }
}
