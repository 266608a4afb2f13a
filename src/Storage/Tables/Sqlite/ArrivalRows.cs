using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Rows in sorted runs, in the order in which they arrived: a write goes to the end of the tree, whatever its keys are, so
/// that it touches as few pages as its rows fill. Reads merge the runs; <see cref="RunCompaction"/> keeps them few.
/// </summary>
internal sealed class ArrivalRows<T> : IStoredRows<T>
    where T : class
{
    private const string Bucket = SqliteTable<T>.BucketColumn;
    private const string Run = RunList.RunColumn;
    private readonly SqliteTable<T> table;
    private readonly string stored;
    private readonly string put;
    private readonly string get;
    private readonly string delete;
    private readonly string partition;
    private readonly int[] keys;
    private readonly int bucketParameter;

    public ArrivalRows(SqliteTable<T> table)
    {
        this.table = table;
        stored = SqlName.Quote(RunList.NameOf(table.Definition.Name));
        keys = [.. table.Keys.Select(table.Shape.IndexOf)];
        partition = SqlName.Quote(table.Definition.PartitionKey);
        bucketParameter = table.Shape.Attributes.Count + 1;
        put = $"INSERT INTO {stored} ({table.Columns}, {Bucket}, {Run}) VALUES ({table.Values}, ?{bucketParameter}, ?{bucketParameter + 1}) "
            + $"ON CONFLICT ({Run}, {table.KeyList}) DO {(table.Replacements.Length == 0 ? "NOTHING" : $"UPDATE SET {table.Replacements}")}";
        var runs = $"{Run} IN (SELECT run FROM notify_runs WHERE table_name = ?1)";
        var oneKey = string.Join(" AND ", table.Keys.Select((key, i) => $"{SqlName.Quote(key)} = ?{i + 2}"));
        get = $"SELECT {table.Columns} FROM {stored} WHERE {Run} = ?1 AND {oneKey}";
        delete = $"DELETE FROM {stored} WHERE {runs} AND {oneKey}";
    }

    public void Create(SqliteSession session)
    {
        RunList.Create(session);
        var name = table.Definition.Name;
        var old = SqlName.Quote($"{name}_by_key");
        var isKeyed = session.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1", name) == 1;
        if (isKeyed)
        {
            session.Execute($"ALTER TABLE {table.Name} RENAME TO {old}");
        }

        SqliteColumns.CreateOrGrow(
            session, table, RunList.NameOf(name), $"{Bucket} INTEGER NOT NULL, {Run} INTEGER NOT NULL, PRIMARY KEY ({Run}, {table.KeyList})", [Run, .. table.Keys]);
        if (isKeyed)
        {
            // As the table was kept before it was one of arrivals.
            var run = RunList.Add(session, name, session.Number($"SELECT count(*) FROM {old}") ?? 0, filter: null);
            session.Execute($"INSERT INTO {stored} ({table.Columns}, {Bucket}, {Run}) SELECT {table.Columns}, {Bucket}, {run} FROM {old}; DROP TABLE {old}");
        }

        CreateView(session);
    }

    public void Put(SqliteSession session, IReadOnlyList<KeyedRow<T>> rows)
    {
        var run = RunList.ForNewRows(session, table.Definition.Name, rows.Count, table.Filters);
        var statement = session.Prepare(put);
        foreach (var row in rows)
        {
            run.Filter?.Add(KeyFilter.HashOf(row.Key));
            table.Bind(row.Row, statement);
            statement.BindInteger(bucketParameter, ScanBucket.Of(row.Key.Partition));
            statement.BindInteger(bucketParameter + 1, run.Number);
            statement.Run();
        }
    }

    public bool TryInsert(SqliteSession session, KeyedRow<T> row)
    {
        if (Get(session, row.Key) is not null)
        {
            return false;
        }

        Put(session, [row]);
        return true;
    }

    public void Delete(SqliteSession session, RowKey key)
    {
        var statement = session.Prepare(delete);
        statement.BindText(1, table.Definition.Name);
        BindKey(statement, key);
        statement.Run();
    }

    public T? Get(SqliteSession session, RowKey key) => session.AtOneMoment(() => Find(session, Runs(session), key));

    public List<T> GetMany(SqliteSession session, IReadOnlyList<RowKey> keys) => session.AtOneMoment(() =>
    {
        var runs = Runs(session);
        return keys.Select(key => Find(session, runs, key)).OfType<T>().ToList();
    });

    public List<T> Query(SqliteSession session, SortRange range)
    {
        var sort = SqlName.Quote(table.Definition.SortKey!);
        var from = range.From is null ? "" : $" AND {sort} {(range.IsAfter ? ">" : ">=")} ?3";
        var to = range.To is null ? "" : $" AND {sort} <= ?4";
        return Page(session, $" AND {partition} = ?2{from}{to}", range.Partition, range.From, range.To);
    }

    public List<T> Scan(SqliteSession session, BucketRange? buckets, T? after)
    {
        var part = buckets is null ? "" : $" AND {Bucket} BETWEEN ?4 AND ?5";
        var key = after is null ? default : table.KeyOf(after);
        var rest = after is null ? "" : table.Keys.Count == 1 ? $" AND {partition} > ?2" : $" AND ({table.KeyList}) > (?2, ?3)";
        return Page(session, rest + part, key.Partition, key.Sort, buckets?.First, buckets?.Last);
    }

    public long Count(SqliteSession session)
    {
        var keyColumns = Enumerable.Range(0, keys.Length).ToArray();
        return session.AtOneMoment(() =>
        {
            using var merge = RunMerge.Open(
                session, $"SELECT {table.KeyList} FROM {stored} WHERE {Run} = ?1 ORDER BY {table.KeyList}", Runs(session), keyColumns);
            var count = 0L;
            for (; merge.Current is not null; merge.Advance())
            {
                count++;
            }

            return count;
        });
    }

    private List<TableRun> Runs(SqliteSession session) => RunList.Of(session, table.Definition.Name, table.Filters);

    private T? Find(SqliteSession session, List<TableRun> runs, RowKey key)
    {
        var hash = KeyFilter.HashOf(key);
        foreach (var run in runs)
        {
            if (run.Filter is null || run.Filter.MayHold(hash))
            {
                var statement = session.Prepare(get);
                statement.BindInteger(1, run.Number);
                BindKey(statement, key);
                if (table.DecodeOne(statement) is { } row)
                {
                    return row;
                }
            }
        }

        return null;
    }

    private List<T> Page(SqliteSession session, string condition, params object?[] parameters)
    {
        var sql = $"SELECT {table.Columns} FROM {stored} WHERE {Run} = ?1{condition} ORDER BY {table.KeyList}";
        return session.AtOneMoment(() =>
        {
            using var merge = RunMerge.Open(session, sql, Runs(session), keys, parameters);
            var rows = new List<T>();
            for (; rows.Count < SqliteTables.PageRows && merge.Current is { } row; merge.Advance())
            {
                rows.Add(table.Decode(row));
            }

            return rows;
        });
    }

    private static void BindKey(SqliteStatement statement, RowKey key)
    {
        statement.BindText(2, key.Partition);
        if (key.Sort is { } sort)
        {
            statement.BindText(3, sort);
        }
    }

    // For people and their tools: every row once, of those with one key the one in the newest run.
    private void CreateView(SqliteSession session)
    {
        var view = $"CREATE VIEW {table.Name} AS SELECT {table.Columns} FROM (SELECT {table.Columns}, max({Run}) FROM {stored} GROUP BY {table.KeyList})";
        if (session.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND name = ?1 AND sql = ?2", table.Definition.Name, view) == 0)
        {
            session.Execute($"DROP VIEW IF EXISTS {table.Name}; {view}");
        }
    }
}
