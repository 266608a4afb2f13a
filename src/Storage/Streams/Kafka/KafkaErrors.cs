using Confluent.Kafka;

namespace Notify.Storage.Streams.Kafka;

/// <summary>Which of Kafka's errors pass by themselves and which do not.</summary>
internal static class KafkaErrors
{
    /// <summary>Whether a reader that met it cannot go on; the others it only reports.</summary>
    public static bool EndsReading(ErrorCode code) => code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.InvalidGroupId or ErrorCode.InconsistentGroupProtocol;

    /// <summary>Whether a commit that met it may succeed later, or find that its partitions are another reader's.</summary>
    public static bool CommitPasses(ErrorCode code) => code is ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId
        or ErrorCode.NotCoordinatorForGroup or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress
        or ErrorCode.RequestTimedOut or ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_Transport
        or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_WaitCoord or ErrorCode.NetworkException or ErrorCode.BrokerNotAvailable
        or ErrorCode.UnknownTopicOrPart or ErrorCode.NotEnoughReplicas;

    /// <summary>The reason of a failed commit, which may lie with its partitions.</summary>
    public static KafkaException OfCommit(KafkaException fault) =>
        fault is TopicPartitionOffsetException { Results: var results } && results.Find(one => one.Error.IsError) is { } first
            ? new KafkaException(first.Error, fault)
            : fault;

    /// <summary>Whether it says that a client cannot be made at all.</summary>
    public static bool IsOfStart(Exception fault) => fault is InvalidOperationException or DllNotFoundException or TypeInitializationException
        or EntryPointNotFoundException or BadImageFormatException or ArgumentException or KafkaException;
}
