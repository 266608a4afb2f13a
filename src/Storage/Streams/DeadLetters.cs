namespace Notify.Storage.Streams;

/// <summary>
/// Sets aside the records of a topic that cannot be taken in, each with its reason, in the topic's
/// <see cref="StreamTopics.DeadLettersOf">dead letters</see>: key, value and headers stay as they came.
/// </summary>
/// <remarks>
/// A consumer sets records aside before it commits their batch, so that none is lost; where the batch comes again they
/// are set aside again. Whoever takes dead letters in recognises a repeat by its event id, like that of any record.
/// </remarks>
/// <param name="streams">Where the topics are.</param>
public sealed class DeadLetters(IStreams streams)
{
    /// <summary>The header that says why the record was set aside.</summary>
    public const string ReasonHeader = "dead_letter_reason";

    /// <summary>The header that names the topic the record came from.</summary>
    public const string TopicHeader = "dead_letter_topic";

    /// <summary>Most characters of a reason that are kept.</summary>
    public const int LongestReason = 1_000;

    /// <summary>Appends records to the dead letters of a topic. Once it returns, they are durable.</summary>
    /// <param name="topic">The topic they came from.</param>
    /// <param name="rejected">The records and why they were rejected; a reason holds no personal data.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">They could not be appended.</exception>
    public Task SetAsideAsync(string topic, IReadOnlyCollection<RejectedRecord> rejected, CancellationToken cancellationToken = default) =>
        streams.AppendAsync(StreamTopics.DeadLettersOf(topic), [.. rejected.Select(one => LetterOf(topic, one))], cancellationToken);

    private static StreamRecord LetterOf(string topic, RejectedRecord rejected)
    {
        // What an earlier journey through the dead letters left is replaced by what happened last.
        var headers = new Dictionary<string, string>(rejected.Record.Headers ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [ReasonHeader] = rejected.Reason.Length <= LongestReason ? rejected.Reason : rejected.Reason[..LongestReason],
            [TopicHeader] = topic,
        };
        return rejected.Record with { Headers = headers };
    }
}

/// <summary>A record that cannot be taken in.</summary>
/// <param name="Record">The record as it came.</param>
/// <param name="Reason">Why, for the operator; without personal data.</param>
public sealed record RejectedRecord(StreamRecord Record, string Reason);
