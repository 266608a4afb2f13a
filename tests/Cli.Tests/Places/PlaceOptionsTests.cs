using System.CommandLine;
using Notify.Cli.Places;
using Notify.Storage.Streams.Kafka;

namespace Notify.Cli.Tests.Places;

/// <summary>How a command line and the environment name the services that keep the data.</summary>
public sealed class PlaceOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_Given_MeansTheHomeFolder() => Assert.Equal(new StoragePlaces(), Read(""));

    [Fact]
    public void EveryService_Named_IsReadWhole()
    {
        var places = Read("--tables dynamodb --aws-region eu-central-1 --dynamodb-url http://localhost:8000 --table-prefix shop_ --objects s3://my-shop/notify/data/ --s3-url https://s3.test --streams kafka://a:9092,b:9093");

        Assert.Equal(new TablesPlace("eu-central-1", "http://localhost:8000", "shop_"), places.Tables);
        Assert.Equal(new ObjectsPlace("my-shop", "notify/data", "eu-central-1", "https://s3.test"), places.Objects);
        Assert.Equal(new StreamsPlace("a:9092,b:9093"), places.Streams);
        var options = places.ToOptions("home", null);
        Assert.Equal(("shop_", new Uri("http://localhost:8000")), (options.DynamoDb!.TablePrefix, options.DynamoDb.ServiceUrl));
        Assert.Equal(("my-shop", "notify/data"), (options.S3!.Bucket, options.S3.Prefix));
        Assert.Equal("a:9092,b:9093", options.Kafka!.BootstrapServers);
    }

    [Fact]
    public void Environment_StandsInForEveryOption_AndTheCommandLineWins()
    {
        environment["NOTIFY_TABLES"] = "dynamodb";
        environment["NOTIFY_AWS_REGION"] = "eu-central-1";
        environment["NOTIFY_TABLE_PREFIX"] = "a_";
        environment["NOTIFY_OBJECTS"] = "s3://my-shop";
        environment["NOTIFY_STREAMS"] = "kafka://a:1";

        var places = Read("--table-prefix b_");

        Assert.Equal(new TablesPlace("eu-central-1", null, "b_"), places.Tables);
        Assert.Equal("s3://my-shop", places.Objects!.Location);
        Assert.Equal("kafka://a:1", places.Streams!.ToString());
    }

    [Theory]
    [InlineData("--tables cassandra", "--tables is 'cassandra'; it must be dynamodb")]
    [InlineData("--tables dynamodb --table-prefix a/b", "--table-prefix is 'a/b'; it may have at most 100 letters")]
    [InlineData("--tables dynamodb --dynamodb-url localhost:8000", "--dynamodb-url is 'localhost:8000'; it must be an address")]
    [InlineData("--tables dynamodb --dynamodb-url http://h:1/path", "it must be an address")]
    [InlineData("--table-prefix a_", "--table-prefix has no meaning without --tables dynamodb")]
    [InlineData("--dynamodb-url http://h:1", "--dynamodb-url has no meaning without --tables dynamodb")]
    [InlineData("--s3-url http://h:1", "--s3-url has no meaning without --objects")]
    [InlineData("--aws-region eu-central-1", "--aws-region has no meaning without --tables dynamodb or --objects")]
    [InlineData("--objects my-shop", "--objects is 'my-shop'; it must be s3://BUCKET")]
    [InlineData("--objects s3://UPPER", "it must be s3://BUCKET")]
    [InlineData("--streams a:9092", "--streams is 'a:9092'; it must be kafka://HOST:PORT")]
    [InlineData("--streams kafka://a", "it must be kafka://HOST:PORT")]
    [InlineData("--streams kafka://a:1,", "it must be kafka://HOST:PORT")]
    public void WhatCannotBeUsed_IsRefusedWithTheReason(string line, string reason)
    {
        var fault = Assert.Throws<CommandFailedException>(() => Read(line));

        Assert.Equal(ExitCodes.Usage, fault.ExitCode);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KafkaSecurity_UserWithAPassword_UsesScram()
    {
        environment["NOTIFY_STREAMS_PASSWORD"] = "secret";

        var security = ReadSecurity("--streams-user shop --streams-tls");

        Assert.Equal((KafkaSasl.ScramSha512, "shop", "secret", true), (security.Sasl, security.Username, security.Password, security.Tls));
        Assert.DoesNotContain("secret", security.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--streams-user shop", "needs Username and Password")]
    [InlineData("--streams-user shop --streams-password-file FILE --streams-sasl plain", "set Tls")]
    [InlineData("--streams-user shop --streams-password-file FILE --streams-sasl kerberos", "--streams-sasl is 'kerberos'")]
    [InlineData("--streams-tls-ca no/such.pem", "no/such.pem")]
    public void KafkaSecurity_ThatCannotBeUsed_IsRefused(string line, string reason)
    {
        var file = folder.At("password");
        File.WriteAllText(file, "secret\n");

        var fault = Assert.Throws<CommandFailedException>(() => ReadSecurity(line.Replace("FILE", file, StringComparison.Ordinal)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private StoragePlaces Read(string line)
    {
        var (options, command) = Command();
        return options.Read(command.Parse(line));
    }

    private KafkaSecurity ReadSecurity(string line)
    {
        var (options, command) = Command();
        return options.ReadSecurity(command.Parse(line));
    }

    private (PlaceOptions Options, RootCommand Command) Command()
    {
        var command = new RootCommand();
        var options = new PlaceOptions(environment.GetValueOrDefault);
        options.Add(command);
        return (options, command);
    }
}
