using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace TemporalServer.Grpc;

/// <summary>TLS of the gRPC port: version 1.2 or later.</summary>
public sealed record GrpcTls
{
    // A certificate that names its purposes must name this one: another service's does not open the door
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>The server's certificate with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Authorities of which each caller must present a certificate (mTLS); null to ask for none.</summary>
    public X509Certificate2Collection? ClientAuthorities { get; init; }

    internal HttpsConnectionAdapterOptions ToHttps()
    {
        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = Certificate,
            SslProtocols = System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13,
        };
        if (ClientAuthorities is { } authorities)
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, presented, _) => IsIssuedBy(authorities, certificate, presented);
        }

        return https;
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(element => element.Certificate).ToArray());
        }

        return chain.Build(certificate);
    }
}
