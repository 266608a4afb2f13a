using System.ComponentModel.DataAnnotations;
using MockKafka;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>A Kafka that is not there, or will not let this client in.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task AppendAsync_NobodyThere_SaysWhereAndWhatToCheck()
    {
        using var streams = new KafkaStreams(new KafkaOptions { BootstrapServers = "127.0.0.1:1", RequestTimeout = TimeSpan.FromSeconds(1) });

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.AppendAsync("orders", [TestKafka.Record("k", "v")]));

        Assert.Contains("127.0.0.1:1, topic orders", fault.Location, StringComparison.Ordinal);
        Assert.Contains("Check BootstrapServers", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_BrokerWithoutSasl_FailsAtOnceAndKeepsThePasswordToItself()
    {
        using var cluster = new MockCluster();
        var log = new LogRecorder();
        using var streams = new KafkaStreams(
            TestKafka.Options(cluster) with { Security = new() { Sasl = KafkaSasl.ScramSha512, Username = "shop", Password = "s3cr3t!" } },
            log);

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.AppendAsync("orders", [TestKafka.Record("k", "v")]));

        Assert.Contains("Username and Password", fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t!", string.Join('\n', [fault.ToString(), .. log.Lines]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_BrokerWithoutTls_FailsWithItsRemedy()
    {
        using var cluster = new MockCluster();
        using var streams = new KafkaStreams(TestKafka.Options(cluster) with { RequestTimeout = TimeSpan.FromSeconds(5), Security = new() { Tls = true } });

        var fault = await Assert.ThrowsAsync<StorageException>(() => streams.AppendAsync("orders", [TestKafka.Record("k", "v")]));

        Assert.Contains("TLS", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureTopic_BrokersCannotCreateForUs_LeavesItToThemAndSaysSo()
    {
        using var cluster = new MockCluster();
        var log = new LogRecorder();
        using var streams = new KafkaStreams(TestKafka.Options(cluster), log);

        await streams.AppendAsync("orders", [TestKafka.Record("k", "v")]);

        Assert.Contains(log.Lines, line => line.Contains("Topic orders cannot be created by this client", StringComparison.Ordinal));
        Assert.Single(await streams.CollectAsync("orders", "g", 1));
    }

    public static TheoryData<KafkaOptions, string> Wrong => new()
    {
        { new() { BootstrapServers = "kafka" }, "BootstrapServers 'kafka' must be host:port" },
        { new() { BootstrapServers = "kafka:9092,other:70000" }, "must be host:port" },
        { Good with { Partitions = 0 }, "Partitions 0 must be 1 to 10000" },
        { Good with { ReplicationFactor = 0 }, "ReplicationFactor 0" },
        { Good with { Retention = TimeSpan.Zero }, "Retention 00:00:00 must be at least 1 s" },
        { Good with { DeliveryTimeout = TimeSpan.FromHours(1) }, "DeliveryTimeout 01:00:00" },
        { Good with { MaxUnacknowledgedBytes = 1 }, "MaxUnacknowledgedBytes 1" },
        { Good with { Security = new() { Sasl = KafkaSasl.ScramSha256 } }, "needs Username and Password" },
        { Good with { Security = new() { Sasl = KafkaSasl.Plain, Username = "u", Password = "p" } }, "set Tls" },
        { Good with { Security = new() { Username = "u" } }, "only used with SASL" },
        { Good with { Security = new() { Tls = true, CertificateAuthorities = "/nowhere.pem" } }, "cannot be found" },
        { Good with { Security = new() { ClientCertificate = "/c.pem" } }, "only used with TLS" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_OutOfTheirBounds_AreRefusedWithTheRemedy(KafkaOptions options, string message)
    {
        var fault = Assert.Throws<ValidationException>(() => new KafkaStreams(options));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AsText_NameNoPassword() =>
        Assert.DoesNotContain("s3cr3t!", (Good with { Security = new() { Username = "u", Password = "s3cr3t!" } }).ToString(), StringComparison.Ordinal);

    private static KafkaOptions Good => new() { BootstrapServers = "kafka-1:9092, kafka-2:9092" };
}
