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
            if (engine.Runs.Find(key) is { } run)
            {
                EndLost(run);
                engine.Effects.Resume(run);
            }
        }
    }

    /// <summary>What ran in the process that has ended will never answer: there is no point in waiting for its timeouts.</summary>
    private static void EndLost(WorkflowRun run) => WorkflowEngine.Enter(() => run, static lost =>
    {
        lost.Touch();
        lost.WorkflowTask.EndLost();
        lost.Activities.EndLost();
        return true;
    });

    /// <summary>Runs due from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), workflow time.</summary>
    public static List<(long Key, long Due)> ReadDue(Database database, long from, long to) => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, due FROM executions WHERE due >= $from AND due < $to";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        using var reader = command.ExecuteReader();
        List<(long, long)> due = [];
        while (reader.Read())
        {
            due.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }

        return due;
    });
}
