using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>Removes the oldest blocks of a partition.</summary>
internal static class JournalRetention
{
    /// <summary>Removes the next blocks that need not be kept.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="partitions">How many the topic has.</param>
    /// <param name="most">Most blocks to remove now.</param>
    /// <returns>How many were removed.</returns>
    public static int Trim(SqliteSession session, string topic, int partition, int partitions, StreamRetention retention, DateTimeOffset now, int most)
    {
        var oldest = retention.Age is { } age ? (now - age).ToUnixTimeMilliseconds() : long.MinValue;
        var excess = retention.Bytes is { } bytes ? JournalStore.Bytes(session, topic, partition) - (bytes / partitions) : 0;
        var unread = retention.EvenUnread ? null : session.Number("SELECT min(next_offset) FROM positions WHERE topic = ?1 AND partition = ?2", topic, partition);
        var doomed = Doomed(session, topic, partition, most, (end, appendedAt, size) =>
        {
            var goes = (appendedAt < oldest || excess > 0) && end <= (unread ?? long.MaxValue);
            excess -= size;
            return goes;
        });
        var removed = 0L;
        foreach (var (id, size) in doomed)
        {
            session.Run("DELETE FROM blocks WHERE id = ?1", id);
            removed += size;
        }

        JournalStore.AddBytes(session, topic, partition, -removed);
        return doomed.Count;
    }

    /// <summary>The oldest blocks for as long as they go, told by end offset, when appended (ms since 1970) and size.</summary>
    private static List<(long Id, long Size)> Doomed(SqliteSession session, string topic, int partition, int most, Func<long, long, long, bool> goes)
    {
        var statement = session.Prepare(
            "SELECT id, first_offset + records, appended_at, length(content) FROM blocks WHERE topic = ?1 AND partition = ?2 ORDER BY first_offset LIMIT ?3");
        try
        {
            statement.BindAll([topic, partition, most]);
            var doomed = new List<(long, long)>();
            while (statement.Step() && goes(statement.Integer(1), statement.Integer(2), statement.Integer(3)))
            {
                doomed.Add((statement.Integer(0), statement.Integer(3)));
            }

            return doomed;
        }
        finally
        {
            statement.Reset();
        }
    }
}
