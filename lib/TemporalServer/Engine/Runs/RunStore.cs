using Google.Protobuf;
using TemporalServer.Persistence;

namespace TemporalServer.Engine.Runs;

/// <summary>What a run looks like in rows: how they are written, and read back.</summary>
internal static class RunStore
{
    [ThreadStatic]
    private static StateWriter? scratch;

    /// <summary>The statements that bring a run's rows to its state now. Call with the run's gate held, on the writer's thread.</summary>
    public static List<Statement> Save(
        WorkflowRun run, bool isNew, (long Due, long Active) before, bool describe, out (long Due, long Active) keys)
    {
        var writer = scratch ??= new StateWriter();
        List<Statement> statements = new(4);
        var head = run.History.Persist(statements);
        keys = run.Keys;
        object? due = keys.Due == long.MaxValue ? null : keys.Due;
        object? active = keys.Active == 0 ? null : 1L;
        if (isNew)
        {
            var info = run.Info.Write(writer);
            run.Write(writer);
            statements.Add(new Statement(
                "INSERT INTO executions (key, info, state, head, due, active) VALUES ($0, $1, $2, $3, $4, $5)",
                run.Info.Key, info, writer.ToArray(), head, due, active));
            statements.Add(new Statement(
                "INSERT INTO current_runs (namespace, workflow_id, key) VALUES ($0, $1, $2) ON CONFLICT (namespace, workflow_id) DO UPDATE SET key = max(key, excluded.key)",
                run.Info.Namespace, run.Info.WorkflowId, run.Info.Key));
        }
        else
        {
            run.Write(writer);
            statements.Add(Update(run, writer.ToArray(), head, keys == before ? null : (due, active)));
        }

        if (describe)
        {
            statements.Add(SaveVisibility(run));
        }

        return statements;
    }

    /// <summary>Reads a run; null when there is none with that key.</summary>
    public static WorkflowRun? Load(WorkflowEngine engine, long key) => engine.Database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT info, state, head, due, active FROM executions WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var run = new WorkflowRun(engine, RunInfo.Read(key, reader.GetFieldValue<byte[]>(0)));
        run.Read(
            new StateReader(reader.GetFieldValue<byte[]>(1)),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? long.MaxValue : reader.GetInt64(3),
            !reader.IsDBNull(4));
        return run;
    });

    /// <summary>The key of a workflow id's latest run; null when there is none.</summary>
    public static long? FindCurrent(Database database, string @namespace, string workflowId) => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM current_runs WHERE namespace = $namespace AND workflow_id = $id";
        command.Parameters.AddWithValue("$namespace", @namespace);
        command.Parameters.AddWithValue("$id", workflowId);
        return command.ExecuteScalar() as long?;
    });

    // Naming an indexed column costs an index write even when its value stays
    private static Statement Update(WorkflowRun run, byte[] state, long head, (object? Due, object? Active)? keys) => keys is { } changed
        ? new Statement(
            "UPDATE executions SET state = $1, head = $2, due = $3, active = $4 WHERE key = $0",
            run.Info.Key, state, head, changed.Due, changed.Active)
        : new Statement("UPDATE executions SET state = $1, head = $2 WHERE key = $0", run.Info.Key, state, head);

    private static Statement SaveVisibility(WorkflowRun run)
    {
        var info = run.Info;
        var open = run.IsOpen;
        var attributes = PauseAttribute.Of(run);
        return new Statement(
            """
            INSERT INTO visibility (key, namespace, workflow_id, run_id, workflow_type, task_queue, status, start_time, execution_time,
                close_time, history_length, history_size, state_transitions, parent_workflow_id, parent_run_id, root_workflow_id, root_run_id,
                search_attributes, search_attributes_blob, memo)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            ON CONFLICT (key) DO UPDATE SET status = excluded.status, close_time = excluded.close_time, history_length = excluded.history_length,
                history_size = excluded.history_size, state_transitions = excluded.state_transitions,
                search_attributes = excluded.search_attributes, search_attributes_blob = excluded.search_attributes_blob, memo = excluded.memo
            """,
            info.Key, info.Namespace, info.WorkflowId, info.RunId, info.WorkflowType, info.TaskQueue, (long)run.Status, info.StartTime, info.ExecutionTime,
            open ? null : run.CloseTime, open ? null : run.History.NextId - 1, open ? null : run.History.Size, open ? null : run.Transitions,
            info.Parent?.WorkflowId, info.Parent?.RunId, info.Root?.WorkflowId ?? info.WorkflowId, info.Root?.RunId ?? info.RunId,
            attributes is null ? null : SearchAttributeJson.Write(attributes), attributes?.ToByteArray(), run.Memo?.ToByteArray());
    }
}
