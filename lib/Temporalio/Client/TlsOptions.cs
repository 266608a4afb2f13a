namespace Temporalio.Client;

/// <summary>TLS of a connection. Certificates and keys are PEM.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Root certificates to trust in place of the system's.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Name the server's certificate must have, in place of the host's.</summary>
    public string? Domain { get; set; }

    /// <summary>Client certificate of mTLS, with its chain.</summary>
    public byte[]? ClientCert { get; set; }

    /// <summary>Private key of <see cref="ClientCert"/>.</summary>
    public byte[]? ClientPrivateKey { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
