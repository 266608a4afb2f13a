using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Merges runs of one level into a run of the next, a slice of their keys at a time. A slice moves within one transaction,
/// so that every row is in exactly one run whenever the process ends, and the next slice goes on from there.
/// </summary>
/// <param name="table">The table's name.</param>
/// <param name="keys">The names of its key.</param>
/// <param name="filters">Of its runs.</param>
/// <remarks>A tiered log-structured merge tree, O'Neil et al. 1996, within SQLite's own tree.</remarks>
internal sealed class RunCompaction(string table, IReadOnlyList<string> keys, RunFilters filters)
{
    /// <summary>Runs of one level that are merged at a time.</summary>
    public const int FanIn = 16;

    /// <summary>Of each run at most so many rows at a time, so that other writes wait only for a moment.</summary>
    public const int RowsOfEachRun = 64;
    private const string Run = RunList.RunColumn;
    private readonly string name = SqlName.Quote(RunList.NameOf(table));
    private readonly string keyList = string.Join(", ", keys.Select(SqlName.Quote));

    /// <summary>Moves the next slice.</summary>
    /// <returns>How many runs there are; 0 when there is nothing to merge.</returns>
    public int Step(SqliteSession session)
    {
        // Young levels first: while a large merge goes on, small runs would pile up, and every look-up asks each of them
        if ((Begin(session) ?? Unfinished(session)) is not { } target)
        {
            return 0;
        }

        var upTo = Boundary(session, target);
        var columns = Columns(session);
        var part = $"{Run} IN (SELECT run FROM notify_runs WHERE table_name = ?1 AND target = ?2)"
            + (upTo.Length == 0 ? "" : $" AND ({keyList}) <= ({string.Join(", ", upTo.Select((_, i) => $"?{i + 3}"))})");
        AddKeys(session, target, part, [table, target, .. upTo]);
        session.Run(
            $"INSERT OR IGNORE INTO {name} ({Run}, {columns}) SELECT ?2, {columns} FROM {name} WHERE {part} ORDER BY {keyList}, {Run} DESC",
            [table, target, .. upTo]);
        session.Run("UPDATE notify_runs SET rows = rows + ?3 WHERE table_name = ?1 AND run = ?2", table, target, (long)session.Changes);
        session.Run($"DELETE FROM {name} WHERE {part}", [table, target, .. upTo]);
        if (upTo.Length == 0)
        {
            session.Run("DELETE FROM notify_runs WHERE table_name = ?1 AND target = ?2", table, target);
        }

        return (int)session.Number("SELECT count(*) FROM notify_runs WHERE table_name = ?1", table)!.Value;
    }

    private long? Unfinished(SqliteSession session) =>
        session.Number("SELECT target FROM notify_runs WHERE table_name = ?1 AND target IS NOT NULL ORDER BY level LIMIT 1", table);

    /// <summary>Begins a merge where none is under way at its level or below; null when there is none to begin.</summary>
    private long? Begin(SqliteSession session)
    {
        // The newest run is left alone, because it still takes rows in, and so is what is being merged, and into.
        const string Ready = """
            table_name = ?1 AND target IS NULL AND run < (SELECT max(run) FROM notify_runs WHERE table_name = ?1)
                AND run NOT IN (SELECT target FROM notify_runs WHERE table_name = ?1 AND target IS NOT NULL)
            """;
        var level = session.Number(
            $"""
            SELECT level FROM notify_runs WHERE {Ready}
                AND level < coalesce((SELECT min(level) FROM notify_runs WHERE table_name = ?1 AND target IS NOT NULL), level + 1)
                GROUP BY level HAVING count(*) >= ?2 ORDER BY level LIMIT 1
            """,
            table, FanIn);
        if (level is null)
        {
            return null;
        }

        var last = session.Number($"SELECT run FROM notify_runs WHERE {Ready} AND level = ?2 ORDER BY run LIMIT 1 OFFSET ?3", table, level, FanIn - 1)!.Value;
        session.Run($"UPDATE notify_runs SET target = ?4 WHERE {Ready} AND level = ?2 AND run <= ?3", table, level, last, last + 1);
        var rows = session.Number("SELECT sum(rows) FROM notify_runs WHERE table_name = ?1 AND target = ?2", table, last + 1)!.Value;
        session.Run("INSERT INTO notify_runs (table_name, run, level, rows, filter) VALUES (?1, ?2, ?3, 0, ?4)", table, last + 1, level + 1, filters.Add(rows));
        return last + 1;
    }

    /// <summary>The key up to which no run has more than its share of rows; empty when that is all of them.</summary>
    private object[] Boundary(SqliteSession session, long target)
    {
        var statement = session.Prepare(
            $"""
            SELECT {keyList} FROM (SELECT run FROM notify_runs WHERE table_name = ?1 AND target = ?2) source JOIN {name} found
                ON found.{Run} = source.run AND ({string.Join(", ", keys.Select(key => $"found.{SqlName.Quote(key)}"))}) =
                    (SELECT {keyList} FROM {name} WHERE {Run} = source.run ORDER BY {keyList} LIMIT 1 OFFSET {RowsOfEachRun - 1})
                ORDER BY {keyList} LIMIT 1
            """);
        try
        {
            statement.BindText(1, table);
            statement.BindInteger(2, target);
            return statement.Step() ? [.. keys.Select((_, i) => statement.Text(i))] : [];
        }
        finally
        {
            statement.Reset();
        }
    }

    private void AddKeys(SqliteSession session, long target, string part, object[] parameters)
    {
        if (filters.Of(session.Number("SELECT filter FROM notify_runs WHERE table_name = ?1 AND run = ?2", table, target)) is not { } filter)
        {
            // Another process began this merge, and may still be there: its filter will not know these keys
            session.Run("UPDATE notify_runs SET filter = NULL WHERE table_name = ?1 AND run = ?2", table, target);
            return;
        }

        var statement = session.Prepare($"SELECT {keyList} FROM {name} WHERE {part}");
        try
        {
            for (statement.BindAll(parameters); statement.Step();)
            {
                filter.Add(KeyFilter.HashOf(new RowKey(statement.Text(0), keys.Count > 1 ? statement.Text(1) : null)));
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    // What the file has, not what the record has: a younger version may have added some.
    private string Columns(SqliteSession session)
    {
        var statement = session.Prepare("SELECT group_concat('\"' || replace(name, '\"', '\"\"') || '\"', ', ') FROM pragma_table_info(?1) WHERE name <> ?2");
        try
        {
            statement.BindText(1, RunList.NameOf(table));
            statement.BindText(2, Run);
            statement.Step();
            return statement.Text(0);
        }
        finally
        {
            statement.Reset();
        }
    }
}
