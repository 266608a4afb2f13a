namespace Notify.Storage.Streams;

/// <summary>The streams port: topics of ordered, durable records, read by consumer groups that commit how far they are.</summary>
public interface IStreams
{
    /// <summary>Appends records to a topic. Once it returns, they are durable.</summary>
    Task AppendAsync(string topic, IReadOnlyCollection<StreamRecord> records, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads what a group has not yet committed, waiting for more at the end. A batch not committed comes again
    /// after a restart: at least once.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The consumer group, which owns its own position.</param>
    /// <param name="batchSize">Most records in one batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<StreamBatch> ReadAsync(string topic, string group, int batchSize = 500, CancellationToken cancellationToken = default);

    /// <summary>How many records of a topic a group has not committed: its lag.</summary>
    Task<long> LagAsync(string topic, string group, CancellationToken cancellationToken = default);
}

/// <summary>A record of a stream.</summary>
/// <param name="Key">Records with one key keep their order.</param>
/// <param name="Value">The payload.</param>
/// <param name="Headers">Such as trace context and event id.</param>
public sealed record StreamRecord(string Key, ReadOnlyMemory<byte> Value, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>Where the record stands in its topic: always there on one that was read, of no meaning on one to append.</summary>
    public StreamPosition? Position { get; init; }
}

/// <summary>Where a record stands in its topic. A record that comes again comes with the same position, which is how an effect is done once.</summary>
/// <param name="Partition">From 0. Records with one key are in one partition.</param>
/// <param name="Offset">Grows within the partition, not always by one.</param>
public readonly record struct StreamPosition(int Partition, long Offset);

/// <summary>Records read together, and the way to say that they are done.</summary>
/// <param name="Records">In order of partition and offset. A stream may make each anew whenever it is asked for.</param>
/// <param name="CommitAsync">Moves the group past them; call it only once their effects are durable.</param>
public sealed record StreamBatch(IReadOnlyList<StreamRecord> Records, Func<CancellationToken, Task> CommitAsync);
