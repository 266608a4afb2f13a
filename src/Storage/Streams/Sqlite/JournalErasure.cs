using System.Text;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>Takes the records of one key out of a partition. Their offsets stay taken, so that nobody's position shifts.</summary>
internal static class JournalErasure
{
    /// <summary>Looks through the next blocks of a partition.</summary>
    /// <param name="session">A reading session.</param>
    /// <param name="after">The id of the last block looked at.</param>
    /// <param name="most">How many to look at.</param>
    /// <returns>Those that may hold the key, and the last one looked at; null at the end.</returns>
    public static (List<long> Found, long Last)? Search(SqliteSession session, string topic, int partition, string key, long after, int most)
    {
        var statement = session.Prepare("SELECT id, content FROM blocks WHERE topic = ?1 AND partition = ?2 AND id > ?3 ORDER BY id LIMIT ?4");
        try
        {
            var sought = Encoding.UTF8.GetBytes(key);
            var found = new List<long>();
            long? last = null;
            statement.BindAll([topic, partition, after, most]);
            while (statement.Step())
            {
                last = statement.Integer(0);
                if (statement.Span(1).IndexOf(sought) >= 0)
                {
                    found.Add(last.Value);
                }
            }

            return last is { } end ? (found, end) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Writes blocks anew without the records of the key.</summary>
    /// <returns>How many records were taken out.</returns>
    public static int Erase(SqliteSession session, string topic, int partition, IReadOnlyList<long> blocks, string key)
    {
        var (erased, shrunk) = (0, 0L);
        foreach (var id in blocks)
        {
            if (Content(session, id) is not { } content)
            {
                continue;
            }

            var (before, rest) = (erased, new JournalBlock());
            foreach (var record in RecordFormat.Split(content))
            {
                if (!RecordFormat.IsErased(record.Span) && RecordFormat.Read(record).Key == key)
                {
                    rest.AddErased();
                    erased++;
                }
                else
                {
                    rest.Add(record.Span);
                }
            }

            if (erased > before)
            {
                var statement = session.Prepare("UPDATE blocks SET content = ?2 WHERE id = ?1");
                statement.BindInteger(1, id);
                statement.BindBytes(2, rest.Content);
                statement.Run();
                shrunk += content.Length - rest.Content.Length;
            }
        }

        JournalStore.AddBytes(session, topic, partition, -shrunk);
        return erased;
    }

    private static byte[]? Content(SqliteSession session, long block)
    {
        var statement = session.Prepare("SELECT content FROM blocks WHERE id = ?1");
        try
        {
            statement.BindInteger(1, block);
            return statement.Step() ? statement.Bytes(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
