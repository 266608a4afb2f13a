using TemporalServer.Engine.Runs;
using TemporalServer.Persistence;

namespace TemporalServer.Engine;

/// <summary>Finds in the database what waits for time or for workers.</summary>
internal static class Resumption
{
    /// <summary>Takes up every run that had work outstanding when the server stopped.</summary>
    public static void ResumeActive(WorkflowEngine engine)
    {
        var keys = engine.Database.Read(static connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT key FROM executions WHERE active IS NOT NULL ORDER BY key";
            using var reader = command.ExecuteReader();
            List<long> keys = [];
            while (reader.Read())
            {
                keys.Add(reader.GetInt64(0));
            }

            return keys;
        });
        foreach (var key in keys)
        {
            EndLost(engine, key);
            engine.Effects.Resume(engine.Find(key));
        }
    }

    /// <summary>What ran in the process that has ended will never answer: there is no point in waiting for its timeouts.</summary>
    private static void EndLost(WorkflowEngine engine, long key) => WorkflowEngine.Enter(() => engine.Find(key), static lost =>
    {
        lost.Touch();
        lost.WorkflowTask.EndLost();
        lost.Activities.EndLost();
        return true;
    });

    /// <summary>Tells the runs due from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), workflow time, earliest first.</summary>
    public static void ReadDue(Database database, long from, long to, Action<long, long> expect) => database.ReadPrepared(session =>
    {
        using var rows = session.Query("SELECT key, due FROM executions WHERE due >= $0 AND due < $1 ORDER BY due", from, to);
        while (rows.Next())
        {
            expect(rows.Integer(0), rows.Integer(1));
        }

        return true;
    });
}
