using System.CommandLine;
using System.Text;
using Notify.Cli.Cluster;

namespace Notify.Cli.Tests.Cluster;

/// <summary>How a command line and the environment name a cluster.</summary>
public sealed class ClusterOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_Given_MeansTheEmbeddedServer() => Assert.Null(Read(""));

    [Fact]
    public void Address_Alone_IsEnough()
    {
        var cluster = Read("--temporal temporal.shop.test:7233")!;

        Assert.Equal("temporal.shop.test:7233/default", cluster.Name);
        Assert.Null(cluster.Tls);
    }

    [Fact]
    public void Environment_StandsInForEveryOption_AndTheCommandLineWins()
    {
        environment["NOTIFY_TEMPORAL_ADDRESS"] = "a:1";
        environment["NOTIFY_TEMPORAL_NAMESPACE"] = "shop";
        environment["NOTIFY_TEMPORAL_TLS"] = "true";
        environment["NOTIFY_TEMPORAL_TLS_CA"] = FileWith("authority");
        environment["NOTIFY_TEMPORAL_TLS_CERT"] = FileWith("certificate");
        environment["NOTIFY_TEMPORAL_TLS_KEY"] = FileWith("key");
        environment["NOTIFY_TEMPORAL_TLS_SERVER_NAME"] = "a.test";
        environment["NOTIFY_TEMPORAL_API_KEY"] = " secret\n";

        var cluster = Read("--temporal-namespace other")!;

        Assert.Equal(("a:1/other", "secret", "a.test"), (cluster.Name, cluster.ApiKey, cluster.Tls!.Domain));
        Assert.Equal(["authority", "certificate", "key"], new[] { cluster.Tls.ServerRootCACert, cluster.Tls.ClientCert, cluster.Tls.ClientPrivateKey }.Select(bytes => Encoding.UTF8.GetString(bytes!)));
        Assert.DoesNotContain("secret", cluster.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ApiKey_FromAFile_BringsTls()
    {
        var cluster = Read($"--temporal a:1 --temporal-api-key-file {FileWith("secret\n")}")!;

        Assert.Equal("secret", cluster.ApiKey);
        Assert.NotNull(cluster.Tls);
    }

    [Theory]
    [InlineData("--temporal https://a.test:7233", "", "--temporal is 'https://a.test:7233'; it must be HOST:PORT")]
    [InlineData("--temporal localhost", "", "it must be HOST:PORT")]
    [InlineData("", "NOTIFY_TEMPORAL_ADDRESS=localhost", "NOTIFY_TEMPORAL_ADDRESS is 'localhost'")]
    [InlineData("--temporal-namespace shop", "", "--temporal-namespace has no meaning without the address")]
    [InlineData("", "NOTIFY_TEMPORAL_TLS=true", "NOTIFY_TEMPORAL_TLS has no meaning without the address")]
    [InlineData("--temporal a:1", "NOTIFY_TEMPORAL_TLS=maybe", "NOTIFY_TEMPORAL_TLS is 'maybe'; it must be true or false")]
    [InlineData("--temporal a:1 --temporal-tls-ca no/such.pem", "", "--temporal-tls-ca names the file 'no/such.pem', which cannot be read")]
    [InlineData("--temporal a:1 --temporal-api-key-file FILE", "NOTIFY_TEMPORAL_API_KEY=k", "both give an API key")]
    [InlineData("--temporal a:1 --temporal-tls-cert FILE", "", "--temporal-tls-cert is given without --temporal-tls-key")]
    [InlineData("--temporal a:1 --temporal-tls-key FILE", "", "--temporal-tls-key is given without --temporal-tls-cert")]
    public void WhatCannotBeUsed_IsRefusedWithTheReason(string line, string variable, string reason)
    {
        if (variable.Length > 0)
        {
            environment[variable[..variable.IndexOf('=', StringComparison.Ordinal)]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        var fault = Assert.Throws<CommandFailedException>(() => Read(line.Replace("FILE", FileWith("text"), StringComparison.Ordinal)));

        Assert.Equal(ExitCodes.Usage, fault.ExitCode);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "k1")]
    [InlineData("--encryption-keys FILE", "", "k2")]
    public void EncryptionKeys_ComeFromAFileOrTheEnvironment(string line, string variable, string active)
    {
        environment["NOTIFY_ENCRYPTION_KEYS"] = variable;

        Assert.Equal(active, ReadKeys(line)!.ActiveId);
    }

    [Theory]
    [InlineData("--encryption-keys FILE", "k1:x", "both give encryption keys")]
    [InlineData("", "k1:x", "Key 'k1' in NOTIFY_ENCRYPTION_KEYS is not the base64 of 32 bytes")]
    [InlineData("--encryption-keys no/such.keys", "", "--encryption-keys names the file 'no/such.keys'")]
    public void EncryptionKeys_ThatCannotBeUsed_AreRefused(string line, string variable, string reason)
    {
        environment["NOTIFY_ENCRYPTION_KEYS"] = variable;

        var fault = Assert.Throws<CommandFailedException>(() => ReadKeys(line));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private ClusterSettings? Read(string line)
    {
        var command = new RootCommand();
        var options = new ClusterOptions(environment.GetValueOrDefault);
        options.AddTo(command);
        return options.Read(command.Parse(line));
    }

    private Workers.Encryption.EncryptionKeys? ReadKeys(string line)
    {
        var command = new RootCommand();
        var option = new EncryptionOption(environment.GetValueOrDefault);
        option.AddTo(command);
        return option.Read(command.Parse(line.Replace("FILE", FileWith($"k2:{Convert.ToBase64String(new byte[32])}"), StringComparison.Ordinal)));
    }

    private string FileWith(string text)
    {
        var file = folder.At(Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, text);
        return file;
    }
}
