using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>The options in librdkafka's terms.</summary>
internal static class KafkaConfiguration
{
    /// <summary>Appends are acknowledged by every copy in step, in order and once, however often they are sent.</summary>
    public static ProducerConfig Producer(KafkaOptions options) => new(Client(options))
    {
        Acks = Acks.All,
        EnableIdempotence = true,
        // As Kafka's own clients choose the partition of a key, so that theirs and ours agree
        Partitioner = Partitioner.Murmur2Random,
        CompressionType = CompressionType.Lz4,
        LingerMs = options.Linger.TotalMilliseconds,
        MessageTimeoutMs = Milliseconds(options.DeliveryTimeout),
        MessageMaxBytes = options.MaxRecordBytes,
        // The send window bounds what waits, so librdkafka's own bound, which refuses instead of waiting, must never be met
        QueueBufferingMaxMessages = 0,
        QueueBufferingMaxKbytes = int.MaxValue >> 1,
        DeliveryReportFields = "none",
    };

    /// <summary>A member of a group, which commits only when told to.</summary>
    public static ConsumerConfig Consumer(KafkaOptions options, string group) => new(Client(options))
    {
        GroupId = group,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        SessionTimeoutMs = Milliseconds(options.SessionTimeout),
        HeartbeatIntervalMs = Math.Min(3_000, Milliseconds(options.SessionTimeout) / 3),
        MaxPollIntervalMs = Math.Max(300_000, Milliseconds(options.SessionTimeout)),
        // Memory of one reader: what was fetched and not yet read
        QueuedMinMessages = 20_000,
        QueuedMaxMessagesKbytes = 16 << 10,
        FetchWaitMaxMs = 100,
        // After an empty or failed fetch: the default of 1 s would be most of the time that an event may take to its table
        FetchQueueBackoffMs = 20,
        FetchErrorBackoffMs = 100,
        ConsumeResultFields = "headers",
        // A topic that is only read is opened beforehand, by the producer's side
        AllowAutoCreateTopics = false,
    };

    public static int Milliseconds(TimeSpan span) => (int)span.TotalMilliseconds;

    /// <summary>What topics and groups are asked about with.</summary>
    public static AdminClientConfig Admin(KafkaOptions options) => new(Client(options));

    private static ClientConfig Client(KafkaOptions options)
    {
        var security = options.Security;
        return new ClientConfig
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = options.ClientId,
            MessageMaxBytes = options.MaxRecordBytes,
            SecurityProtocol = (security.Tls, security.Sasl) switch
            {
                (false, KafkaSasl.None) => SecurityProtocol.Plaintext,
                (true, KafkaSasl.None) => SecurityProtocol.Ssl,
                (false, _) => SecurityProtocol.SaslPlaintext,
                (true, _) => SecurityProtocol.SaslSsl,
            },
            SaslMechanism = security.Sasl switch
            {
                KafkaSasl.Plain => SaslMechanism.Plain,
                KafkaSasl.ScramSha256 => SaslMechanism.ScramSha256,
                KafkaSasl.ScramSha512 => SaslMechanism.ScramSha512,
                _ => null,
            },
            SaslUsername = security.Username,
            SaslPassword = security.Password,
            SslCaLocation = security.CertificateAuthorities,
            SslCertificateLocation = security.ClientCertificate,
            SslKeyLocation = security.ClientKey,
            // A broker that comes back is found again soon
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1_000,
            SocketKeepaliveEnable = true,
            EnableMetricsPush = false,
        };
    }
}
