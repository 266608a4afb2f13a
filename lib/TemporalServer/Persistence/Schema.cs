namespace TemporalServer.Persistence;

/// <summary>The tables of the server's one file.</summary>
internal static class Schema
{
    /// <summary>
    /// <c>history</c> is append-only: each row holds the events of one commit and names the run's previous row, so that
    /// writing never touches a random page. <c>executions</c> holds what changes. Times are UTC ticks.
    /// Each index of <c>visibility</c> ends with the order of listings, so that a first page reads as many rows as it
    /// shows; <c>visibility_counts</c> spares counts by type and status a scan.
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
        CREATE INDEX IF NOT EXISTS visibility_status ON visibility (namespace, status, start_time);
        CREATE INDEX IF NOT EXISTS visibility_type ON visibility (namespace, workflow_type, start_time);
        CREATE INDEX IF NOT EXISTS visibility_type_status ON visibility (namespace, workflow_type, status, start_time);
        CREATE TABLE IF NOT EXISTS visibility_counts (namespace TEXT NOT NULL, workflow_type TEXT NOT NULL, status INTEGER NOT NULL,
            count INTEGER NOT NULL, PRIMARY KEY (namespace, workflow_type, status)) WITHOUT ROWID;
        INSERT INTO visibility_counts SELECT namespace, workflow_type, status, count(*) FROM visibility
            WHERE NOT EXISTS (SELECT 1 FROM visibility_counts) GROUP BY namespace, workflow_type, status;
        CREATE TRIGGER IF NOT EXISTS visibility_added AFTER INSERT ON visibility BEGIN
            INSERT INTO visibility_counts VALUES (new.namespace, new.workflow_type, new.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER IF NOT EXISTS visibility_changed AFTER UPDATE OF status ON visibility WHEN new.status <> old.status BEGIN
            UPDATE visibility_counts SET count = count - 1 WHERE namespace = old.namespace AND workflow_type = old.workflow_type AND status = old.status;
            INSERT INTO visibility_counts VALUES (new.namespace, new.workflow_type, new.status, 1) ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER IF NOT EXISTS visibility_removed AFTER DELETE ON visibility BEGIN
            UPDATE visibility_counts SET count = count - 1 WHERE namespace = old.namespace AND workflow_type = old.workflow_type AND status = old.status;
        END;
        """;

    /// <summary>
    /// What the query planner must know of a large table, given instead of measured, so that plans do not depend on the
    /// data of the moment: rows, then rows for a value of each further column of the index.
    /// </summary>
    public const string Statistics = """
        ANALYZE sqlite_schema;
        DELETE FROM sqlite_stat1 WHERE tbl = 'visibility';
        INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
            ('visibility', 'visibility_start', '1000000 1000000 2'),
            ('visibility', 'visibility_closed', '1000000 1000000 2'),
            ('visibility', 'visibility_id', '1000000 1000000 2'),
            ('visibility', 'visibility_status', '1000000 1000000 200000 2'),
            ('visibility', 'visibility_type', '1000000 1000000 100000 2'),
            ('visibility', 'visibility_type_status', '1000000 1000000 100000 50000 2');
        INSERT INTO sqlite_stat1 (tbl, idx, stat)
            SELECT tbl_name, name, '1000000 1000000 1000 2' FROM sqlite_schema WHERE type = 'index' AND name GLOB 'visibility_by_*';
        ANALYZE sqlite_schema;
        """;
}
