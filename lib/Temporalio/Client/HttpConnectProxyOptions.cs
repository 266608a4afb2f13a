namespace Temporalio.Client;

/// <summary>An HTTP proxy that tunnels the connection.</summary>
public class HttpConnectProxyOptions : ICloneable
{
    /// <summary>Options without an address.</summary>
    public HttpConnectProxyOptions()
    {
    }

    /// <param name="targetHost"><c>host:port</c> of the proxy.</param>
    public HttpConnectProxyOptions(string targetHost) => TargetHost = targetHost;

    /// <summary><c>host:port</c> of the proxy.</summary>
    public string? TargetHost { get; set; }

    /// <summary>User name and password, if the proxy wants them.</summary>
    public (string Username, string Password)? BasicAuth { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
