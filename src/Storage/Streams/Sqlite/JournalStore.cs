using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>The journal's tables and the statements on them.</summary>
internal static class JournalStore
{
    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS topics (topic TEXT PRIMARY KEY, partitions INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ends (
            topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL, bytes INTEGER NOT NULL,
            PRIMARY KEY (topic, partition)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS blocks (
            id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL, first_offset INTEGER NOT NULL,
            records INTEGER NOT NULL, appended_at INTEGER NOT NULL, content BLOB NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS blocks_by_offset ON blocks (topic, partition, first_offset);
        CREATE TABLE IF NOT EXISTS positions (
            topic TEXT NOT NULL, consumer_group TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
            PRIMARY KEY (topic, consumer_group, partition)) WITHOUT ROWID;
        """;

    /// <summary>Every topic there is.</summary>
    public static List<string> Topics(SqliteSession session)
    {
        var statement = session.Prepare("SELECT topic FROM topics ORDER BY topic");
        try
        {
            var topics = new List<string>();
            while (statement.Step())
            {
                topics.Add(statement.Text(0));
            }

            return topics;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>How many partitions the topic has; it is made with <paramref name="partitions"/> when it is new.</summary>
    public static int OpenTopic(SqliteSession session, string topic, int partitions)
    {
        session.Run("INSERT INTO topics (topic, partitions) VALUES (?1, ?2) ON CONFLICT DO NOTHING", topic, partitions);
        return (int)(session.Number("SELECT partitions FROM topics WHERE topic = ?1", topic) ?? partitions);
    }

    /// <summary>Appends a block at the end of its partition.</summary>
    public static void Append(SqliteSession session, string topic, int partition, JournalBlock block, DateTimeOffset now)
    {
        var offset = End(session, topic, partition);
        var statement = session.Prepare(
            "INSERT INTO blocks (topic, partition, first_offset, records, appended_at, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        statement.BindText(1, topic);
        statement.BindInteger(2, partition);
        statement.BindInteger(3, offset);
        statement.BindInteger(4, block.Records);
        statement.BindInteger(5, now.ToUnixTimeMilliseconds());
        statement.BindBytes(6, block.Content);
        statement.Run();
        session.Run(
            "INSERT INTO ends (topic, partition, next_offset, bytes) VALUES (?1, ?2, ?3, ?4) "
            + "ON CONFLICT DO UPDATE SET next_offset = excluded.next_offset, bytes = bytes + excluded.bytes",
            topic, partition, offset + block.Records, (long)block.Content.Length);
    }

    /// <summary>Bytes of the contents of a partition's blocks.</summary>
    public static long Bytes(SqliteSession session, string topic, int partition) =>
        session.Number("SELECT bytes FROM ends WHERE topic = ?1 AND partition = ?2", topic, partition) ?? 0;

    /// <summary>Notes that the contents of a partition's blocks grew or shrank.</summary>
    public static void AddBytes(SqliteSession session, string topic, int partition, long bytes) =>
        session.Run("UPDATE ends SET bytes = bytes + ?3 WHERE topic = ?1 AND partition = ?2", topic, partition, bytes);

    /// <summary>The first offset of a partition that the group has not committed.</summary>
    public static long Committed(SqliteSession session, string topic, string group, int partition) =>
        session.Number("SELECT next_offset FROM positions WHERE topic = ?1 AND consumer_group = ?2 AND partition = ?3", topic, group, partition) ?? 0;

    /// <summary>Moves a group forward in a partition, never back.</summary>
    public static void Commit(SqliteSession session, string topic, string group, int partition, long nextOffset) => session.Run(
        "INSERT INTO positions (topic, consumer_group, partition, next_offset) VALUES (?1, ?2, ?3, ?4) "
        + "ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)",
        topic, group, partition, nextOffset);

    /// <summary>The block of a partition that holds an offset, or else the first one after it.</summary>
    /// <returns>The offset of the block's first record, and its content; null at the end.</returns>
    public static (long FirstOffset, byte[] Content)? BlockAt(SqliteSession session, string topic, int partition, long offset)
    {
        var statement = session.Prepare(
            """
            SELECT first_offset, content FROM blocks WHERE topic = ?1 AND partition = ?2 AND first_offset >= coalesce(
                (SELECT first_offset FROM (
                    SELECT first_offset, records FROM blocks WHERE topic = ?1 AND partition = ?2 AND first_offset <= ?3 ORDER BY first_offset DESC LIMIT 1)
                    WHERE first_offset + records > ?3), ?3)
                ORDER BY first_offset LIMIT 1
            """);
        try
        {
            statement.BindAll([topic, partition, offset]);
            return statement.Step() ? (statement.Integer(0), statement.Bytes(1)) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>How many records of a partition the group has not committed and can still read.</summary>
    public static long Lag(SqliteSession session, string topic, string group, int partition)
    {
        var end = End(session, topic, partition);
        var start = session.Number("SELECT min(first_offset) FROM blocks WHERE topic = ?1 AND partition = ?2", topic, partition) ?? end;
        return end - Math.Max(start, Committed(session, topic, group, partition));
    }

    private static long End(SqliteSession session, string topic, int partition) =>
        session.Number("SELECT next_offset FROM ends WHERE topic = ?1 AND partition = ?2", topic, partition) ?? 0;
}
