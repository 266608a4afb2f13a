using System.Security.Cryptography.X509Certificates;
using System.Text;
using Notify.Cli.Cluster;
using Temporalio.Client;
using Temporalio.Converters;
using TemporalServer;

namespace Notify.Cli.Tests.Cluster;

/// <summary>A cluster is reached over its gRPC port, or the person is told what to change.</summary>
public sealed class ClusterClientTests : IDisposable
{
    private const string Key = "a-key-of-the-test";

    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task Connect_WithoutTls_ReachesTheNamespace()
    {
        await using var server = await StartAsync(new() { Port = 0 });

        var client = await ConnectAsync(new() { Address = AddressOf(server) });

        Assert.Equal("default", client.Options.Namespace);
    }

    [Fact]
    public async Task Connect_WithClientCertificateAndApiKey_ReachesAClusterThatAsksForBoth()
    {
        await using var server = await StartAsync(new()
        {
            Port = 0,
            ApiKey = Key,
            Tls = new() { Certificate = certificates.Issue("cluster.test"), ClientAuthorities = certificates.Authorities },
        });
        using var own = certificates.Issue("notify");

        var client = await ConnectAsync(new()
        {
            Address = AddressOf(server),
            ApiKey = Key,
            Tls = new()
            {
                ServerRootCACert = Encoding.UTF8.GetBytes(certificates.AuthorityPem),
                Domain = "cluster.test",
                ClientCert = Encoding.UTF8.GetBytes(own.ExportCertificatePem()),
                ClientPrivateKey = Encoding.UTF8.GetBytes(own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            },
        });

        Assert.True(client.Connection.IsConnected);
    }

    [Fact]
    public async Task Connect_WhereNobodyListens_NamesTheAddressAndHowToGiveAnother()
    {
        var fault = await RefusedAsync(new() { Address = "localhost:1" });

        Assert.Equal(ExitCodes.Unavailable, fault.ExitCode);
        Assert.Contains("localhost:1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Check the address of --temporal", fault.Message, StringComparison.Ordinal);
        Assert.Contains("add --temporal-tls", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToAnUnknownNamespace_NamesItAndHowToMakeIt()
    {
        await using var server = await StartAsync(new() { Port = 0 });

        var fault = await RefusedAsync(new() { Address = AddressOf(server), Namespace = "shop-7" });

        Assert.Equal(ExitCodes.NotFound, fault.ExitCode);
        Assert.Contains("has no namespace 'shop-7'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("temporal operator namespace create --namespace shop-7", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToACertificateThatIsNotTrusted_SaysHowToTrustIt()
    {
        await using var server = await StartAsync(new() { Port = 0, Tls = new() { Certificate = certificates.Issue("localhost") } });

        var fault = await RefusedAsync(new() { Address = AddressOf(server), Tls = new() });

        Assert.Contains(AddressOf(server), fault.Message, StringComparison.Ordinal);
        Assert.Contains("not trusted, or is for another name: give its authority with --temporal-tls-ca", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutTlsToAPortThatSpeaksIt_SaysSo()
    {
        await using var server = await StartAsync(new() { Port = 0, Tls = new() { Certificate = certificates.Issue("localhost") } });

        var fault = await RefusedAsync(new() { Address = AddressOf(server) });

        Assert.Contains("if it speaks TLS, add --temporal-tls", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutTheClientCertificateAskedFor_SaysWhichOptionsGiveOne()
    {
        await using var server = await StartAsync(new()
        {
            Port = 0, Tls = new() { Certificate = certificates.Issue("localhost"), ClientAuthorities = certificates.Authorities },
        });

        var fault = await RefusedAsync(new() { Address = AddressOf(server), Tls = Trusting() });

        Assert.Contains("give --temporal-tls-cert and --temporal-tls-key", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Give an API key (NOTIFY_TEMPORAL_API_KEY or --temporal-api-key-file)")]
    [InlineData("another", "Check that the API key is whole, has not expired")]
    public async Task Connect_WithoutTheRightApiKey_SaysWhatToCheckAndNeverShowsIt(string? key, string remedy)
    {
        await using var server = await StartAsync(new() { Port = 0, ApiKey = Key, Tls = new() { Certificate = certificates.Issue("localhost") } });

        var fault = await RefusedAsync(new() { Address = AddressOf(server), ApiKey = key, Tls = Trusting() });

        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithAFileThatIsNoCertificate_NamesTheOptions()
    {
        var fault = await RefusedAsync(new() { Address = "localhost:1", Tls = new() { ClientCert = [1], ClientPrivateKey = [2] } });

        Assert.Equal(ExitCodes.Usage, fault.ExitCode);
        Assert.Contains("--temporal-tls-cert", fault.Message, StringComparison.Ordinal);
    }

    private static Task<EmbeddedTemporalServer> StartAsync(EmbeddedTemporalServerOptions options) =>
        EmbeddedTemporalServer.StartAsync(options, TestContext.Current.CancellationToken);

    // By another name than the one it is registered under in this process, so that it is reached over its port
    private static string AddressOf(EmbeddedTemporalServer server) => $"localhost:{server.Address.Split(':')[1]}";

    private static Task<ITemporalClient> ConnectAsync(ClusterSettings settings) =>
        ClusterClient.ConnectAsync(settings, DataConverter.Default, TestContext.Current.CancellationToken);

    private static Task<CommandFailedException> RefusedAsync(ClusterSettings settings) =>
        Assert.ThrowsAsync<CommandFailedException>(() => ConnectAsync(settings));

    private TlsOptions Trusting() => new() { ServerRootCACert = Encoding.UTF8.GetBytes(certificates.AuthorityPem) };
}
