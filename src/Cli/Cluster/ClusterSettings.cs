using Temporalio.Client;

namespace Notify.Cli.Cluster;

/// <summary>How to reach the Temporal cluster that takes the embedded server's place.</summary>
internal sealed record ClusterSettings
{
    public const string DefaultNamespace = "default";

    /// <summary><c>host:port</c> of its gRPC frontend.</summary>
    public required string Address { get; init; }

    public string Namespace { get; init; } = DefaultNamespace;

    /// <summary>Sent as a bearer token; needs TLS.</summary>
    public string? ApiKey { get; init; }

    /// <summary>TLS; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Address and namespace: what a home folder remembers.</summary>
    public string Name => $"{Address}/{Namespace}";

    // A record would print the key
    public override string ToString() => Name;
}
