using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Rows in one tree by their key: reads are quick, and a write goes where its key belongs.</summary>
internal sealed class KeyedRows<T> : IStoredRows<T>
    where T : class
{
    private const string Bucket = SqliteTable<T>.BucketColumn;
    private readonly SqliteTable<T> table;
    private readonly string put;
    private readonly string tryInsert;
    private readonly string get;
    private readonly string delete;
    private readonly int bucketParameter;

    public KeyedRows(SqliteTable<T> table)
    {
        this.table = table;
        bucketParameter = table.Shape.Attributes.Count + 1;
        var insert = $"INSERT INTO {table.Name} ({table.Columns}, {Bucket}) VALUES ({table.Values}, ?{bucketParameter}) ON CONFLICT ({table.KeyList}) DO ";
        tryInsert = insert + "NOTHING";
        put = table.Replacements.Length == 0 ? tryInsert : $"{insert}UPDATE SET {table.Replacements}";
        var oneRow = string.Join(" AND ", table.Keys.Select((key, i) => $"{SqlName.Quote(key)} = ?{i + 1}"));
        get = $"SELECT {table.Columns} FROM {table.Name} WHERE {oneRow}";
        delete = $"DELETE FROM {table.Name} WHERE {oneRow}";
    }

    public void Create(SqliteSession session) =>
        SqliteColumns.CreateOrGrow(session, table, table.Definition.Name, $"{Bucket} INTEGER NOT NULL, PRIMARY KEY ({table.KeyList})", table.Keys);

    public void Put(SqliteSession session, IReadOnlyList<KeyedRow<T>> rows)
    {
        var statement = session.Prepare(put);
        foreach (var row in rows)
        {
            Write(statement, row);
        }
    }

    public bool TryInsert(SqliteSession session, KeyedRow<T> row)
    {
        Write(session.Prepare(tryInsert), row);
        return session.Changes == 1;
    }

    public void Delete(SqliteSession session, RowKey key)
    {
        var statement = session.Prepare(delete);
        BindKey(statement, key);
        statement.Run();
    }

    public T? Get(SqliteSession session, RowKey key)
    {
        var statement = session.Prepare(get);
        BindKey(statement, key);
        return table.DecodeOne(statement);
    }

    public List<T> GetMany(SqliteSession session, IReadOnlyList<RowKey> keys) => keys.Select(key => Get(session, key)).OfType<T>().ToList();

    public List<T> Query(SqliteSession session, SortRange range)
    {
        var sort = SqlName.Quote(table.Definition.SortKey!);
        var from = range.From is null ? "" : $" AND {sort} {(range.IsAfter ? ">" : ">=")} ?2";
        var to = range.To is null ? "" : $" AND {sort} <= ?3";
        return Page(session, $"{SqlName.Quote(table.Definition.PartitionKey)} = ?1{from}{to}", table.KeyList, range.Partition, range.From, range.To);
    }

    public List<T> Scan(SqliteSession session, BucketRange? buckets, T? after)
    {
        var key = after is null ? default : table.KeyOf(after);
        if (buckets is not { } range)
        {
            return Page(session, after is null ? "true" : $"({table.KeyList}) > ({Parameters(1)})", table.KeyList, key.Partition, key.Sort);
        }

        var order = $"{Bucket}, {table.KeyList}";
        return after is null
            ? Page(session, $"{Bucket} BETWEEN ?1 AND ?2", order, range.First, range.Last)
            : Page(session, $"{Bucket} <= ?2 AND ({order}) > (?1, {Parameters(3)})", order, ScanBucket.Of(key.Partition), range.Last, key.Partition, key.Sort);
    }

    public long Count(SqliteSession session)
    {
        var statement = session.Prepare($"SELECT count(*) FROM {table.Name}");
        try
        {
            statement.Step();
            return statement.Integer(0);
        }
        finally
        {
            statement.Reset();
        }
    }

    private static void BindKey(SqliteStatement statement, RowKey key)
    {
        statement.BindText(1, key.Partition);
        if (key.Sort is { } sort)
        {
            statement.BindText(2, sort);
        }
    }

    private void Write(SqliteStatement statement, KeyedRow<T> row)
    {
        table.Bind(row.Row, statement);
        statement.BindInteger(bucketParameter, ScanBucket.Of(row.Key.Partition));
        statement.Run();
    }

    private string Parameters(int first) => string.Join(", ", table.Keys.Select((_, i) => $"?{first + i}"));

    private List<T> Page(SqliteSession session, string condition, string order, params ReadOnlySpan<object?> parameters)
    {
        var statement = session.Prepare($"SELECT {table.Columns} FROM {table.Name} WHERE {condition} ORDER BY {order} LIMIT {SqliteTables.PageRows}");
        try
        {
            statement.BindAll(parameters);
            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(table.Decode(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }
}
