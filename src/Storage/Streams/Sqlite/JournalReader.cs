using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>How far one reader of a topic is, partition by partition.</summary>
internal sealed class JournalReader(string topic, int batchSize, long[] positions)
{
    private int first;

    /// <summary>The offsets reached: a copy that later reads leave alone.</summary>
    public IReadOnlyList<long> Positions => [.. positions];

    /// <summary>The next records, none at the end of every partition.</summary>
    public List<StreamRecord> Next(SqliteSession session)
    {
        var records = new List<StreamRecord>();
        for (var i = 0; i < positions.Length && records.Count < batchSize; i++)
        {
            var partition = (first + i) % positions.Length;
            positions[partition] = JournalStore.Read(session, topic, partition, positions[partition], batchSize - records.Count, records);
        }

        // Another partition goes first next time, so that a busy one does not starve the others.
        first = (first + 1) % positions.Length;
        return records;
    }
}
