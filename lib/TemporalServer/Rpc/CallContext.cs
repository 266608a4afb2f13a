namespace TemporalServer.Rpc;

/// <summary>What a handler knows about a call besides its message.</summary>
/// <param name="Metadata">gRPC metadata, lower-case keys.</param>
/// <param name="CancellationToken">The caller went away, or the call's deadline passed.</param>
/// <param name="IsInProcess">The caller lives in the server's own process, and ends with it.</param>
public readonly record struct CallContext(
    IReadOnlyDictionary<string, string> Metadata, CancellationToken CancellationToken, bool IsInProcess = false);
