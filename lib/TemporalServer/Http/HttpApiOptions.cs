using System.Net;

namespace TemporalServer.Http;

/// <summary>Where the HTTP API and the web UI are served, and to whom.</summary>
internal sealed record HttpApiOptions
{
    /// <summary>The address to bind.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The folder of the built web UI; null for none.</summary>
    public string? UiDirectory { get; init; }

    /// <summary>Host names under which the server is reached, besides localhost and addresses.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Origins whose pages may change things, besides the server's own.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>The namespace that the web UI shows first.</summary>
    public required string DefaultNamespace { get; init; }

    /// <summary>The largest body of a request in bytes. gRPC has 4 MiB; base64 makes a third more of the same.</summary>
    public int MaxBodyBytes { get; init; } = 6 * 1024 * 1024;
}
