using System.Runtime.InteropServices;

namespace MockKafka;

/// <summary>
/// A cluster of brokers in this process, listening on loopback. It keeps records in memory, 100,000 or 5 MiB a
/// partition, and has neither CreateTopics nor SASL; a topic it does not know it creates with four partitions.
/// </summary>
public sealed class MockCluster : IDisposable
{
    private readonly nint client;
    private readonly nint cluster;
    private bool isDisposed;

    /// <param name="brokers">How many brokers; their ids are 1, 2, …</param>
    public MockCluster(int brokers = 1)
    {
        var message = new byte[512];
        // The client that holds the cluster has no brokers of its own, and would say so; and of what the tests do to it
        var configuration = Librdkafka.rd_kafka_conf_new();
        _ = Librdkafka.rd_kafka_conf_set(configuration, "log_level", "0", message, (nuint)message.Length);
        client = Librdkafka.rd_kafka_new(0, configuration, message, (nuint)message.Length);
        if (client == 0)
        {
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(message).TrimEnd('\0'));
        }

        cluster = Librdkafka.rd_kafka_mock_cluster_new(client, brokers);
        BootstrapServers = Marshal.PtrToStringUTF8(Librdkafka.rd_kafka_mock_cluster_bootstraps(cluster))!;
        // Without a controller, a client that wants to create a topic would look for one in vain
        Require(Librdkafka.rd_kafka_mock_set_controller_id(cluster, 1));
        // A new group waits for company; nobody else comes in a test
        Librdkafka.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0);
    }

    /// <summary>The brokers' addresses.</summary>
    public string BootstrapServers { get; }

    public void CreateTopic(string topic, int partitions, int replicas = 1) =>
        Require(Librdkafka.rd_kafka_mock_topic_create(cluster, topic, partitions, replicas));

    /// <summary>Makes a broker unreachable; it keeps its records.</summary>
    public void SetDown(int broker) => Require(Librdkafka.rd_kafka_mock_broker_set_down(cluster, broker));

    public void SetUp(int broker) => Require(Librdkafka.rd_kafka_mock_broker_set_up(cluster, broker));

    /// <summary>Moves a partition to another broker.</summary>
    public void SetLeader(string topic, int partition, int broker) =>
        Require(Librdkafka.rd_kafka_mock_partition_set_leader(cluster, topic, partition, broker));

    /// <summary>Moves a group to another broker.</summary>
    public void SetCoordinator(string group, int broker) =>
        Require(Librdkafka.rd_kafka_mock_coordinator_set(cluster, "group", group, broker));

    /// <summary>Answers the next requests of one kind with these errors, one each.</summary>
    /// <param name="request">The kind of request.</param>
    /// <param name="errors">Kafka's error codes.</param>
    public void Fail(MockRequest request, params int[] errors) =>
        Librdkafka.rd_kafka_mock_push_request_errors_array(cluster, (short)request, (nuint)errors.Length, errors);

    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            Librdkafka.rd_kafka_mock_cluster_destroy(cluster);
            Librdkafka.rd_kafka_destroy(client);
        }
    }

    private static void Require(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"the mock cluster refused: error {error}");
        }
    }
}

/// <summary>Kinds of requests in Kafka's protocol.</summary>
public enum MockRequest
{
    Produce = 0,
    Fetch = 1,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    InitProducerId = 22,
}
