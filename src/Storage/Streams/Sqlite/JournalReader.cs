using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>How far one reader of a topic is, partition by partition.</summary>
/// <param name="topic">The topic.</param>
/// <param name="batchSize">Most records in one batch.</param>
/// <param name="positions">For each partition the first offset not yet given.</param>
internal sealed class JournalReader(string topic, int batchSize, long[] positions)
{
    // What is left of the block that the last batch ended in.
    private readonly Queue<PackedRecord>[] begun = [.. positions.Select(_ => new Queue<PackedRecord>())];

    // Where each partition's next block begins, or a record within it.
    private readonly long[] next = [.. positions];
    private int first;

    /// <summary>The offsets reached: a copy that later reads leave alone.</summary>
    public IReadOnlyList<long> Positions => [.. positions];

    /// <summary>The next records, none at the end of every partition.</summary>
    public List<PackedRecord> Next(SqliteSession session)
    {
        var records = new List<PackedRecord>();
        for (var i = 0; i < positions.Length && records.Count < batchSize; i++)
        {
            Next(session, (first + i) % positions.Length, records);
        }

        // Another partition goes first next time, so that a busy one does not starve the others.
        first = (first + 1) % positions.Length;
        return records;
    }

    private void Next(SqliteSession session, int partition, List<PackedRecord> records)
    {
        while (records.Count < batchSize)
        {
            if (begun[partition].TryDequeue(out var record))
            {
                records.Add(record);
                positions[partition] = record.Position.Offset + 1;
            }
            else
            {
                // Past records that were erased at the end of a block too.
                positions[partition] = next[partition];
                if (!Begin(session, partition))
                {
                    return;
                }
            }
        }
    }

    private bool Begin(SqliteSession session, int partition)
    {
        if (JournalStore.BlockAt(session, topic, partition, next[partition]) is not { } block)
        {
            return false;
        }

        var offset = block.FirstOffset;
        foreach (var record in RecordFormat.Split(block.Content))
        {
            if (!RecordFormat.IsErased(record.Span) && offset >= next[partition])
            {
                begun[partition].Enqueue(new PackedRecord(record, new StreamPosition(partition, offset)));
            }

            offset++;
        }

        next[partition] = offset;
        return true;
    }
}
