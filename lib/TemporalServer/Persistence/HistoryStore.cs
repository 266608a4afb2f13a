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
    public List<HistoryEvent> Read(long head, long from, long to) => database.ReadPrepared(session =>
    {
        List<History> chunks = [];
        for (var next = head; next != 0;)
        {
            using var row = session.Query("SELECT previous, first_event, CASE WHEN first_event < $1 THEN events END FROM history WHERE seq = $0", next, to);
            if (!row.Next())
            {
                break;
            }

            if (!row.IsNull(2))
            {
                chunks.Add(History.Parser.ParseFrom(row.Blob(2)));
            }

            next = row.Integer(1) <= from ? 0 : row.Integer(0);
        }

        List<HistoryEvent> events = [];
        for (var i = chunks.Count - 1; i >= 0; i--)
        {
            foreach (var item in chunks[i].Events)
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
            var previous = session.Scalar("SELECT previous FROM history WHERE seq = $0", next) ?? 0;
            session.Execute("DELETE FROM history WHERE seq = $0", next);
            next = previous;
        }
    }
}
