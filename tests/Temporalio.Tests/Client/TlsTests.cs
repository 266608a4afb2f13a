using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Tests.Client;

public sealed class TlsTests
{
    [Fact]
    public async Task Connect_MutualTlsWithApiKey_PresentsCertificateAndBearerToken()
    {
        using var serverCertificate = SelfSigned("localhost");
        using var clientCertificate = SelfSigned("client-of-test");
        string? subject = null;
        string? authorization = null;
        await using var server = await StartAsync(serverCertificate, (clientSubject, header) =>
            (subject, authorization) = (clientSubject, header));

        await TemporalClient.ConnectAsync(new(new Uri(server.Urls.First()).Authority)
        {
            ApiKey = "key",
            Tls = new()
            {
                Domain = "localhost",
                ServerRootCACert = Encoding.UTF8.GetBytes(serverCertificate.ExportCertificatePem()),
                ClientCert = Encoding.UTF8.GetBytes(clientCertificate.ExportCertificatePem()),
                ClientPrivateKey = Encoding.UTF8.GetBytes(clientCertificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            },
        });

        Assert.Equal("CN=client-of-test", subject);
        Assert.Equal("Bearer key", authorization);
    }

    [Fact]
    public async Task Connect_ServerWithAnotherCertificate_IsRefused()
    {
        using var serverCertificate = SelfSigned("localhost");
        using var other = SelfSigned("localhost");
        await using var server = await StartAsync(serverCertificate, (_, _) => { });

        await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(
            new(new Uri(server.Urls.First()).Authority)
            {
                RpcRetry = new() { MaxRetries = 0 },
                Tls = new() { Domain = "localhost", ServerRootCACert = Encoding.UTF8.GetBytes(other.ExportCertificatePem()) },
            }));
    }

    [Fact]
    public async Task Connect_CertificateWithoutKey_SaysThatBothAreNeeded()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => TemporalClient.ConnectAsync(
            new("localhost:1") { Tls = new() { ClientCert = [1] } }));

        Assert.Contains("ClientPrivateKey", error.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(
        X509Certificate2 certificate, Action<string?, string?> seen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        var app = builder.Build();
        app.Run(async context =>
        {
            var client = await context.Connection.GetClientCertificateAsync();
            seen(client?.Subject, context.Request.Headers.Authorization);
            await GrpcPeer.AnswerAsync(context, GrpcPeer.Frame([]), ("grpc-status", "0"));
        });
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
