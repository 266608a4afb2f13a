using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Temporalio.Client.Grpc;

/// <summary>The HTTP stack for a connection's options.</summary>
internal static class GrpcHandlers
{
    internal static SocketsHttpHandler Create(TemporalConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // One connection carries 100 calls at a time, and every poll is a call
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        if (options.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        }

        if (options.HttpConnectProxy is { } proxy)
        {
            handler.UseProxy = true;
            handler.Proxy = new WebProxy($"http://{proxy.TargetHost}")
            {
                Credentials = proxy.BasicAuth is { } auth ? new NetworkCredential(auth.Username, auth.Password) : null,
            };
        }

        if (options.Tls is { } tls)
        {
            handler.SslOptions = ToSslOptions(tls);
        }

        return handler;
    }

    private static SslClientAuthenticationOptions ToSslOptions(TlsOptions tls)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (tls.ServerRootCACert is { } root)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(System.Text.Encoding.UTF8.GetString(root));
            ssl.CertificateChainPolicy = policy;
        }

        if ((tls.ClientCert is null) != (tls.ClientPrivateKey is null))
        {
            throw new ArgumentException("ClientCert and ClientPrivateKey belong together: give both or neither.");
        }

        if (tls is { ClientCert: { } cert, ClientPrivateKey: { } key })
        {
            ssl.ClientCertificateContext = ToContext(cert, key);
        }

        return ssl;
    }

    private static SslStreamCertificateContext ToContext(byte[] certificatePem, byte[] keyPem)
    {
        var pem = System.Text.Encoding.UTF8.GetString(certificatePem);
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(pem);
            using var leaf = X509Certificate2.CreateFromPem(pem, System.Text.Encoding.UTF8.GetString(keyPem));

            // SChannel cannot use keys that exist in memory only
            var usable = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), password: null);
            return SslStreamCertificateContext.Create(usable, chain, offline: true);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("ClientCert or ClientPrivateKey is not usable PEM.", e);
        }
    }
}
