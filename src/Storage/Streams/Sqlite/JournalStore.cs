using System.Text;
using System.Text.Json;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>The journal's tables and the statements on them.</summary>
internal static class JournalStore
{
    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS topics (topic TEXT PRIMARY KEY, partitions INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS records (
            topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
            key TEXT NOT NULL, value BLOB NOT NULL, headers TEXT,
            PRIMARY KEY (topic, partition, offset)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS positions (
            topic TEXT NOT NULL, consumer_group TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
            PRIMARY KEY (topic, consumer_group, partition)) WITHOUT ROWID;
        """;

    /// <summary>How many partitions the topic has; it is made with <paramref name="partitions"/> when it is new.</summary>
    public static int OpenTopic(SqliteSession session, string topic, int partitions)
    {
        Run(session, "INSERT INTO topics (topic, partitions) VALUES (?1, ?2) ON CONFLICT DO NOTHING", topic, partitions);
        return (int)(Number(session, "SELECT partitions FROM topics WHERE topic = ?1", topic) ?? partitions);
    }

    /// <summary>Appends records at the ends of their partitions.</summary>
    /// <returns>How many there were.</returns>
    public static int Append(SqliteSession session, string topic, int partitions, IReadOnlyCollection<StreamRecord> records)
    {
        var next = new long?[partitions];
        foreach (var record in records)
        {
            var partition = PartitionOf(record.Key, partitions);
            var offset = next[partition] ?? End(session, topic, partition);
            var headers = record.Headers is null ? null : JsonSerializer.Serialize(record.Headers);
            Run(
                session,
                "INSERT INTO records (topic, partition, offset, key, value, headers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                topic, partition, offset, record.Key, record.Value.ToArray(), headers);
            next[partition] = offset + 1;
        }

        return records.Count;
    }

    /// <summary>The first offset of a partition that the group has not committed.</summary>
    public static long Committed(SqliteSession session, string topic, string group, int partition) =>
        Number(session, "SELECT next_offset FROM positions WHERE topic = ?1 AND consumer_group = ?2 AND partition = ?3", topic, group, partition) ?? 0;

    /// <summary>Moves a group forward in a partition, never back.</summary>
    public static void Commit(SqliteSession session, string topic, string group, int partition, long nextOffset) => Run(
        session,
        "INSERT INTO positions (topic, consumer_group, partition, next_offset) VALUES (?1, ?2, ?3, ?4) "
        + "ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)",
        topic, group, partition, nextOffset);

    /// <summary>Adds records of a partition from an offset on, in order.</summary>
    /// <returns>The offset after the last one added.</returns>
    public static long Read(SqliteSession session, string topic, int partition, long from, int most, List<StreamRecord> into)
    {
        var statement = session.Prepare("SELECT offset, key, value, headers FROM records WHERE topic = ?1 AND partition = ?2 AND offset >= ?3 ORDER BY offset LIMIT ?4");
        try
        {
            statement.BindAll([topic, partition, from, most]);
            while (statement.Step())
            {
                var offset = statement.Integer(0);
                var headers = statement.IsNull(3) ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(statement.Text(3));
                into.Add(new StreamRecord(statement.Text(1), statement.Bytes(2), headers) { Position = new(partition, offset) });
                from = offset + 1;
            }

            return from;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>How many records of a partition the group has not committed.</summary>
    public static long Lag(SqliteSession session, string topic, string group, int partition) =>
        End(session, topic, partition) - Committed(session, topic, group, partition);

    private static long End(SqliteSession session, string topic, int partition) =>
        Number(session, "SELECT max(offset) + 1 FROM records WHERE topic = ?1 AND partition = ?2", topic, partition) ?? 0;

    private static int PartitionOf(string key, int partitions)
    {
        // FNV-1a: stable across processes and versions, unlike string.GetHashCode.
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % (uint)partitions);
    }

    private static void Run(SqliteSession session, string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = session.Prepare(sql);
        statement.BindAll(parameters);
        statement.Run();
    }

    private static long? Number(SqliteSession session, string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = session.Prepare(sql);
        try
        {
            statement.BindAll(parameters);
            return statement.Step() && !statement.IsNull(0) ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
