using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TemporalServer.Grpc;

namespace TemporalServer.Tests.Grpc;

public sealed class ClientCertificateTests
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // What a client of HTTP/2 says first, with empty settings; the server answers with its own
    private static ReadOnlySpan<byte> Http2Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8;

    [Theory]
    [InlineData(ClientAuthentication, true)]
    [InlineData(ServerAuthentication, false)]
    public async Task Connect_CertificateOfTheAuthority_IsTakenFromAClientOnly(string purpose, bool taken)
    {
        using var authority = Authority();
        using var serving = Issue(authority, ServerAuthentication);
        using var presented = Issue(authority, purpose);
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new() { Port = 0, Tls = new GrpcTls { Certificate = serving, ClientAuthorities = [authority] } }, TestContext.Current.CancellationToken);

        Assert.Equal(taken, await IsTakenAsync(IPEndPoint.Parse(server.Address), serving, presented));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_HttpPortThatWouldGoAroundTheGuards_IsRefused(bool key)
    {
        using var authority = Authority();
        var options = new EmbeddedTemporalServerOptions { Ip = IPAddress.Any, Port = 0, HttpPort = 0 };
        var guarded = key ? options with { ApiKey = "key" } : options with { Tls = new GrpcTls { Certificate = authority } };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => EmbeddedTemporalServer.StartAsync(guarded, TestContext.Current.CancellationToken));

        Assert.Contains("leave HttpPort out", refused.Message, StringComparison.Ordinal);
    }

    // With TLS 1.3 a client learns only from the first bytes whether its certificate was taken
    private static async Task<bool> IsTakenAsync(IPEndPoint server, X509Certificate2 serving, X509Certificate2 presented)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(tcp.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "server.test",
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            ClientCertificateContext = SslStreamCertificateContext.Create(presented, null, offline: true),
            RemoteCertificateValidationCallback = (_, received, _, _) => received!.GetCertHashString() == serving.GetCertHashString(),
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            await tls.WriteAsync(Http2Preface.ToArray(), TestContext.Current.CancellationToken);
            return await tls.ReadAsync(new byte[1], TestContext.Current.CancellationToken) > 0;
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            return false;
        }
    }

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string purpose)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=server.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        using var signed = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
