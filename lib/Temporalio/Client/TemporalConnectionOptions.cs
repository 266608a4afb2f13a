using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>How to reach a Temporal server.</summary>
public class TemporalConnectionOptions : ICloneable
{
    /// <summary>Options without an address.</summary>
    public TemporalConnectionOptions()
    {
    }

    /// <param name="targetHost"><c>host:port</c> of the gRPC endpoint.</param>
    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary><c>host:port</c> of the gRPC endpoint. Required.</summary>
    public string? TargetHost { get; set; }

    /// <summary>TLS; null for none, unless there is an API key, which is never sent in the clear.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>How calls are retried.</summary>
    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Pings that keep the connection up; null for none.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>A proxy to go through.</summary>
    public HttpConnectProxyOptions? HttpConnectProxy { get; set; }

    /// <summary>gRPC metadata of every call; <see cref="TemporalConnection.RpcMetadata"/> changes it later.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>API key, sent as a bearer token.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Name of this process in histories. Default is <c>pid@machine</c>.</summary>
    public string? Identity { get; set; }

    /// <summary>Runtime of the connection; null for the default one.</summary>
    public TemporalRuntime? Runtime { get; set; }

    /// <summary>The clock retries wait by.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        copy.HttpConnectProxy = (HttpConnectProxyOptions?)HttpConnectProxy?.Clone();
        return copy;
    }
}
