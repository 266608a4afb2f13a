using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// The runs that a table consists of. A run is a range of the table's tree, sorted by key; rows are in one run each, and
/// of two rows with one key the one in the run with the higher number counts.
/// </summary>
internal static class RunList
{
    /// <summary>The column that holds a row's run.</summary>
    public const string RunColumn = "_run";

    /// <summary>The name in the file of what holds a table's runs; the table's own name is a view of it without doubles.</summary>
    public static string NameOf(string table) => table + "_runs";

    /// <summary>Rows that the newest run takes in before another is begun: it should fit well within the cache.</summary>
    public const int RowsPerRun = 16384;

    // Numbers are left free between young runs: a merged run is numbered between what it was made of and what came after.
    private const int Spacing = 1 << 16;

    public static void Create(SqliteSession session) => session.Execute(
        """
        CREATE TABLE IF NOT EXISTS notify_runs (
            table_name TEXT NOT NULL, run INTEGER NOT NULL, level INTEGER NOT NULL, rows INTEGER NOT NULL, target INTEGER,
            PRIMARY KEY (table_name, run)) WITHOUT ROWID
        """);

    /// <summary>The runs of a table, the newest first.</summary>
    public static List<long> Of(SqliteSession session, string table)
    {
        var statement = session.Prepare("SELECT run FROM notify_runs WHERE table_name = ?1 ORDER BY run DESC");
        try
        {
            statement.BindText(1, table);
            var runs = new List<long>();
            while (statement.Step())
            {
                runs.Add(statement.Integer(0));
            }

            return runs;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The run for rows that come now, which counts them; it is a new one where the newest is full.</summary>
    public static long ForNewRows(SqliteSession session, string table, int rows)
    {
        var open = session.Number(
            """
            SELECT run FROM (SELECT run, level, rows FROM notify_runs WHERE table_name = ?1 ORDER BY run DESC LIMIT 1)
                WHERE level = 0 AND rows + ?2 <= ?3
            """,
            table, rows, RowsPerRun);
        var run = open ?? ((((session.Number("SELECT max(run) FROM notify_runs WHERE table_name = ?1", table) ?? 0) / Spacing) + 1) * Spacing);
        session.Run(
            "INSERT INTO notify_runs (table_name, run, level, rows) VALUES (?1, ?2, 0, ?3) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
            table, run, rows);
        return run;
    }
}
