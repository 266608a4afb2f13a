using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Temporalio.Client;
using TemporalServer;

namespace Notify.EndToEnd;

/// <summary>Notify on a Temporal that is another process: here a server of this test, with mTLS and an API key.</summary>
public sealed class ClusterTests
{
    private const string ApiKey = "a-key-of-the-test";

    [Fact]
    public async Task Up_OnACluster_RunsEverythingThere()
    {
        using var home = new HomeDirectory();
        using var secrets = new HomeDirectory();
        using var certificate = SelfSigned("cluster.test");
        await using var cluster = await EmbeddedTemporalServer.StartAsync(
            new()
            {
                Port = 0, Namespaces = ["shop"], ApiKey = ApiKey, Tls = new() { Certificate = certificate, ClientAuthorities = [certificate] },
            },
            TestContext.Current.CancellationToken);
        var environment = EnvironmentOf($"localhost:{cluster.Address.Split(':')[1]}", certificate, secrets.Path);
        await using var host = await RunningHost.StartAsync(home.Path, environment, "--time-zone", "UTC");

        var run = await NotifyProgram.RunAsync(environment, "pipeline", "run", "--data", NotifyProgram.Samples, "--home", home.Path);

        Assert.True(run.ExitCode == 0, run.Errors);
        var client = await TemporalClient.ConnectAsync(new(cluster.Address) { Namespace = "shop" });
        Assert.Equal(1, (await client.CountWorkflowsAsync("NotifyPipelineKind = 'full' AND WorkflowType = 'FullPipelineWorkflow'")).Count);
        Assert.True((await client.CountWorkflowsAsync("WorkflowType = 'UserDeliveryWorkflow'")).Count > 0);
        Assert.True(await client.ListSchedulesAsync().AnyAsync(schedule => schedule.Id == "notify-daily", TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(home.Path, "temporal.db")));
        var bare = await NotifyProgram.RunAsync("pipeline", "status", "--home", home.Path);
        Assert.Equal(2, bare.ExitCode);
        Assert.Contains("Give its --temporal options or environment variables again", bare.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OnAClusterWithoutTheNamespace_EndsAndSaysHowToMakeIt()
    {
        using var home = new HomeDirectory();
        await using var cluster = await EmbeddedTemporalServer.StartAsync(new() { Port = 0 }, TestContext.Current.CancellationToken);

        var run = await NotifyProgram.RunAsync(
            "up", "--home", home.Path, "--port", "0", "--temporal", $"localhost:{cluster.Address.Split(':')[1]}", "--temporal-namespace", "shop-7");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("temporal operator namespace create --namespace shop-7", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> EnvironmentOf(string address, X509Certificate2 certificate, string folder)
    {
        string Write(string name, string text)
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, text);
            return file;
        }

        var pem = Write("cert.pem", certificate.ExportCertificatePem());
        return new()
        {
            ["NOTIFY_TEMPORAL_ADDRESS"] = address,
            ["NOTIFY_TEMPORAL_NAMESPACE"] = "shop",
            ["NOTIFY_TEMPORAL_API_KEY"] = ApiKey,
            ["NOTIFY_TEMPORAL_TLS_CA"] = pem,
            ["NOTIFY_TEMPORAL_TLS_CERT"] = pem,
            ["NOTIFY_TEMPORAL_TLS_KEY"] = Write("key.pem", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            ["NOTIFY_TEMPORAL_TLS_SERVER_NAME"] = "cluster.test",
        };
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable);
    }
}
