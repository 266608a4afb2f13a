using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace TemporalServer.Persistence;

/// <summary>The append-only table of events: rows chained from a run's newest to its oldest.</summary>
internal sealed class HistoryStore
{
    private readonly Database database;
    private long lastSequence;

    public HistoryStore(Database database)
    {
        this.database = database;
        lastSequence = database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT ifnull(max(seq), 0) FROM history";
            return (long)command.ExecuteScalar()!;
        });
    }

    /// <summary>The statement that appends a row; called on the writer's thread only.</summary>
    /// <param name="statements">Receives it.</param>
    /// <param name="previous">The run's newest row, or 0.</param>
    /// <param name="events">One or more events, in order.</param>
    /// <returns>The run's new newest row.</returns>
    public long Append(List<Statement> statements, long previous, History events)
    {
        statements.Add(new Statement(
            "INSERT INTO history (seq, previous, first_event, events) VALUES ($0, $1, $2, $3)",
            ++lastSequence, previous, events.Events[0].EventId, events.ToByteArray()));
        return lastSequence;
    }

    /// <summary>Reads committed events of a run in order.</summary>
    /// <param name="head">The run's newest row.</param>
    /// <param name="from">First event id wanted.</param>
    /// <param name="to">One past the last event id wanted.</param>
    public List<HistoryEvent> Read(long head, long from, long to) => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT previous, first_event, CASE WHEN first_event < $to THEN events END FROM history WHERE seq = $seq";
        var sequence = command.Parameters.AddWithValue("$seq", head);
        command.Parameters.AddWithValue("$to", to);
        List<History> rows = [];
        var next = head;
        while (next != 0)
        {
            sequence.Value = next;
            using var reader = command.ExecuteReader();
            if (!reader.Read())
            {
                break;
            }

            if (!reader.IsDBNull(2))
            {
                rows.Add(History.Parser.ParseFrom(reader.GetFieldValue<byte[]>(2)));
            }

            next = reader.GetInt64(1) <= from ? 0 : reader.GetInt64(0);
        }

        List<HistoryEvent> events = [];
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            foreach (var item in rows[i].Events)
            {
                if (item.EventId >= from && item.EventId < to)
                {
                    events.Add(item);
                }
            }
        }

        return events;
    });

    /// <summary>Deletes every row of a run.</summary>
    public static void Delete(StorageSession session, long head)
    {
        for (var next = head; next != 0;)
        {
            var previous = (long)(session.Scalar("SELECT previous FROM history WHERE seq = $0", next) ?? 0L);
            session.Execute("DELETE FROM history WHERE seq = $0", next);
            next = previous;
        }
    }
}
