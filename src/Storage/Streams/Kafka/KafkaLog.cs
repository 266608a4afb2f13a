using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Notify.Storage.Streams.Kafka;

/// <summary>What the Kafka adapter tells the operator.</summary>
internal static partial class KafkaLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka: {Code}: {Reason}")]
    public static partial void Trouble(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Kafka's producer broke ({Reason}); a new one takes over")]
    public static partial void ProducerBroke(ILogger logger, string reason);

    [LoggerMessage(Message = "librdkafka {Facility}: {Text}")]
    public static partial void Library(ILogger logger, LogLevel level, string facility, string text);

    [LoggerMessage(Level = LogLevel.Information, Message = "Created topic {Topic} with {Partitions} partitions")]
    public static partial void TopicCreated(ILogger logger, string topic, int partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topic {Topic} cannot be created by this client ({Reason}); the brokers are left to create it, with their own number of partitions")]
    public static partial void TopicLeftToBrokers(ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Group {Group} reads partitions {Partitions} of {Topic}")]
    public static partial void Assigned(ILogger logger, string group, string topic, IEnumerable<int> partitions);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Group {Group} gave up partitions {Partitions} of {Topic} to another reader")]
    public static partial void Revoked(ILogger logger, string group, string topic, IEnumerable<int> partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Group {Group} did not commit partitions {Partitions} of {Topic}: they are another reader's now, and their records come again there")]
    public static partial void NotCommitted(ILogger logger, string group, string topic, IEnumerable<int> partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reader of group {Group} on {Topic} is still leaving the group; its partitions are free after the session timeout at the latest")]
    public static partial void StillLeaving(ILogger logger, string group, string topic);

    /// <summary>Passes a line of librdkafka's own log on.</summary>
    public static void Library(ILogger logger, LogMessage line) => Library(
        logger,
        line.Level switch
        {
            <= SyslogLevel.Error => LogLevel.Warning,
            SyslogLevel.Warning or SyslogLevel.Notice => LogLevel.Information,
            _ => LogLevel.Debug,
        },
        line.Facility,
        line.Message);
}
