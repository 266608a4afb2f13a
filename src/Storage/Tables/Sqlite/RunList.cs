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

    /// <summary>Rows that the newest run takes in before another is begun: it should fit well within the cache.</summary>
    public const int RowsPerRun = 16384;

    // Numbers are left free between young runs: a merged run is numbered between what it was made of and what came after.
    private const int Spacing = 1 << 16;

    /// <summary>The name in the file of what holds a table's runs; the table's own name is a view of it without doubles.</summary>
    public static string NameOf(string table) => table + "_runs";

    public static void Create(SqliteSession session)
    {
        session.Execute(
            """
            CREATE TABLE IF NOT EXISTS notify_runs (
                table_name TEXT NOT NULL, run INTEGER NOT NULL, level INTEGER NOT NULL, rows INTEGER NOT NULL, target INTEGER, filter INTEGER,
                PRIMARY KEY (table_name, run)) WITHOUT ROWID
            """);
        if (session.Number("SELECT count(*) FROM pragma_table_info('notify_runs') WHERE name = 'filter'") == 0)
        {
            session.Execute("ALTER TABLE notify_runs ADD COLUMN filter INTEGER");
        }
    }

    /// <summary>The runs of a table, the newest first.</summary>
    public static List<TableRun> Of(SqliteSession session, string table, RunFilters filters)
    {
        var statement = session.Prepare("SELECT run, filter FROM notify_runs WHERE table_name = ?1 ORDER BY run DESC");
        try
        {
            statement.BindText(1, table);
            var runs = new List<TableRun>();
            while (statement.Step())
            {
                runs.Add(new TableRun(statement.Integer(0), statement.IsNull(1) ? null : filters.Of(statement.Integer(1))));
            }

            return runs;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The run for rows that come now, which counts them; it is a new one where the newest is full, or another process's.</summary>
    /// <remarks>So all of a run's rows are known to one filter.</remarks>
    public static TableRun ForNewRows(SqliteSession session, string table, int rows, RunFilters filters)
    {
        var open = session.Number(
            """
            SELECT run FROM (SELECT run, level, rows, filter FROM notify_runs WHERE table_name = ?1 ORDER BY run DESC LIMIT 1)
                WHERE level = 0 AND rows + ?2 <= ?3 AND filter = ?4
            """,
            table, rows, RowsPerRun, filters.Open);
        if (open is { } run && filters.Of(filters.Open) is { } filter)
        {
            session.Run("UPDATE notify_runs SET rows = rows + ?3 WHERE table_name = ?1 AND run = ?2", table, run, rows);
            return new TableRun(run, filter);
        }

        var number = filters.Add(Math.Max(rows, RowsPerRun));
        filters.Open = number ?? 0;
        var made = new TableRun(Add(session, table, rows, number), filters.Of(number));
        filters.Keep(Filters(session, table));
        return made;
    }

    /// <summary>Adds a run that is newer than any other.</summary>
    /// <returns>Its number.</returns>
    public static long Add(SqliteSession session, string table, long rows, long? filter)
    {
        var run = (((session.Number("SELECT max(run) FROM notify_runs WHERE table_name = ?1", table) ?? 0) / Spacing) + 1) * Spacing;
        session.Run("INSERT INTO notify_runs (table_name, run, level, rows, filter) VALUES (?1, ?2, 0, ?3, ?4)", table, run, rows, filter);
        return run;
    }

    private static HashSet<long> Filters(SqliteSession session, string table)
    {
        var statement = session.Prepare("SELECT filter FROM notify_runs WHERE table_name = ?1 AND filter IS NOT NULL");
        try
        {
            statement.BindText(1, table);
            var numbers = new HashSet<long>();
            while (statement.Step())
            {
                numbers.Add(statement.Integer(0));
            }

            return numbers;
        }
        finally
        {
            statement.Reset();
        }
    }
}

/// <summary>A run.</summary>
/// <param name="Number">Of two rows with one key the one in the run with the higher number counts.</param>
/// <param name="Filter">Which keys it may hold; null where it has to be looked into.</param>
internal readonly record struct TableRun(long Number, KeyFilter? Filter);
