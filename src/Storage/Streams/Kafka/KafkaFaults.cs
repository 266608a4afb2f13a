using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>What went wrong, in the operator's terms. Brokers' reasons name hosts, topics and groups, never a secret or a record's content.</summary>
/// <param name="options">Which Kafka.</param>
internal sealed class KafkaFaults(KafkaOptions options)
{
    private volatile Error? connection;
    private volatile TaskCompletionSource<Error> refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the brokers next refuse this client, so that nobody waits for what cannot come.</summary>
    public Task<Error> NextRefusal => refusal.Task;

    /// <summary>Keeps why the brokers cannot be reached, which later "timed out" alone would not say.</summary>
    public void Note(Error error)
    {
        if (IsRefusal(error) || error.Code is ErrorCode.Local_Resolve or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown)
        {
            // That all are down follows from each one's reason, which says more
            connection = error.Code == ErrorCode.Local_AllBrokersDown ? connection ?? error : error;
        }

        if (IsRefusal(error))
        {
            Interlocked.Exchange(ref refusal, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(error);
        }
    }

    /// <summary>Whether the brokers will not let this client in, whatever it waits.</summary>
    public static bool IsRefusal(Error error) => error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.SaslAuthenticationFailed;

    /// <summary>The fault for the caller.</summary>
    /// <param name="topic">The topic it was about, or null.</param>
    /// <param name="what">What could not be done, as the beginning of a sentence: "records could not be appended".</param>
    /// <param name="error">Kafka's reason.</param>
    /// <param name="inner">What it was thrown as.</param>
    public StorageException Of(string? topic, string what, Error error, Exception? inner = null)
    {
        var isUnreachable = error.Code is ErrorCode.Local_TimedOut or ErrorCode.Local_MsgTimedOut or ErrorCode.Local_Transport
            or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_WaitCoord or ErrorCode.RequestTimedOut;
        var cause = isUnreachable ? connection ?? error : error;
        var reason = cause == error ? error.Reason : $"{error.Reason}; {cause.Reason}";
        return new StorageException(
            topic is null ? $"Kafka at {options.BootstrapServers}" : $"Kafka at {options.BootstrapServers}, topic {topic}",
            $"{what} ({reason}).",
            RemedyOf(cause.Code, isUnreachable),
            inner ?? new KafkaException(error));
    }

    /// <summary>The fault of a Kafka that cannot be used at all on this machine.</summary>
    public StorageException OfStart(Exception inner) => inner is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException
        ? new StorageException(
            $"Kafka at {options.BootstrapServers}",
            "the native library librdkafka 2.15.1 cannot be loaded.",
            "Run ./notify setup, which builds it, and read artifacts/setup/librdkafka.log if it cannot.",
            inner)
        : new StorageException(
            $"Kafka at {options.BootstrapServers}",
            $"the client cannot be configured ({inner.Message}).",
            "Correct the Kafka options that the message names.",
            inner);

    private string RemedyOf(ErrorCode code, bool isUnreachable) => code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState =>
            "Check Sasl, Username and Password, and that the brokers offer this mechanism at this port.",
        ErrorCode.Local_Ssl => "Check Tls, CertificateAuthorities and ClientCertificate, and that this is the brokers' TLS port.",
        ErrorCode.Local_Resolve => "Check the host names in BootstrapServers, and those the brokers advertise.",
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
            "Create the topic, or let this client create it; it may have been deleted.",
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed =>
            "Grant this user the right: Write and Create for producers, Read on topic and group for consumers.",
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => "Send smaller records, or raise MaxRecordBytes and the topic's max.message.bytes alike.",
        ErrorCode.InvalidReplicationFactor => "Set ReplicationFactor to at most the number of brokers.",
        ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend => "Bring the topic's replicas back in step; nothing is acknowledged before.",
        _ when isUnreachable =>
            $"Check BootstrapServers, the network, that the brokers run and that this is their port for {(options.Security.Tls ? "TLS" : "plain text")}; what failed may be repeated.",
        _ => "What failed may be repeated; if it stays, look at the brokers' logs.",
    };
}
