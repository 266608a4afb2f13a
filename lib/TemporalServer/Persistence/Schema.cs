namespace TemporalServer.Persistence;

/// <summary>The tables of the server's one file.</summary>
internal static class Schema
{
    /// <summary>
    /// <c>history</c> is append-only: each row holds the events of one commit and names the run's previous row, so that
    /// writing never touches a random page. <c>executions</c> holds what changes. Times are UTC ticks.
    /// </summary>
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS namespaces (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS search_attributes (namespace TEXT NOT NULL, name TEXT NOT NULL, type INTEGER NOT NULL,
            PRIMARY KEY (namespace, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS executions (key INTEGER PRIMARY KEY, info BLOB NOT NULL, state BLOB NOT NULL,
            head INTEGER NOT NULL, due INTEGER, active INTEGER);
        CREATE INDEX IF NOT EXISTS executions_due ON executions (due) WHERE due IS NOT NULL;
        CREATE INDEX IF NOT EXISTS executions_active ON executions (key) WHERE active IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history (seq INTEGER PRIMARY KEY, previous INTEGER NOT NULL, first_event INTEGER NOT NULL, events BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS batches (namespace TEXT NOT NULL, job_id TEXT NOT NULL, request BLOB NOT NULL, state INTEGER NOT NULL,
            reason TEXT NOT NULL, start_time INTEGER NOT NULL, close_time INTEGER, total INTEGER NOT NULL, completed INTEGER NOT NULL,
            failed INTEGER NOT NULL, place BLOB NOT NULL, PRIMARY KEY (namespace, job_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS current_runs (namespace TEXT NOT NULL, workflow_id TEXT NOT NULL, key INTEGER NOT NULL,
            PRIMARY KEY (namespace, workflow_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS visibility (key INTEGER PRIMARY KEY, namespace TEXT NOT NULL, workflow_id TEXT NOT NULL,
            run_id TEXT NOT NULL, workflow_type TEXT NOT NULL, task_queue TEXT NOT NULL, status INTEGER NOT NULL,
            start_time INTEGER NOT NULL, execution_time INTEGER NOT NULL, close_time INTEGER,
            history_length INTEGER, history_size INTEGER, state_transitions INTEGER,
            parent_workflow_id TEXT, parent_run_id TEXT, root_workflow_id TEXT, root_run_id TEXT,
            search_attributes TEXT, search_attributes_blob BLOB, memo BLOB);
        CREATE INDEX IF NOT EXISTS visibility_start ON visibility (namespace, start_time);
        CREATE INDEX IF NOT EXISTS visibility_closed ON visibility (namespace, close_time) WHERE close_time IS NOT NULL;
        CREATE INDEX IF NOT EXISTS visibility_id ON visibility (namespace, workflow_id);
        """;
}
