using System.Runtime.CompilerServices;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// The tables in one SQLite file with real, named columns, so that any SQLite tool can look at them. Money is exact
/// decimal text: cast it to REAL to sort or compare by amount in SQL.
/// </summary>
/// <remarks>
/// Writes go through one writer with group commit; reads run side by side and see every acknowledged write. Reads are
/// short and run on the caller's thread: SQLite has no asynchronous interface.
/// </remarks>
public sealed class SqliteTables : ITables, IAsyncDisposable
{
    /// <summary>Rows read at a time by a query or scan, so that a slow consumer holds no snapshot open.</summary>
    internal const int PageRows = 1000;

    private const int RowsPerWrite = 1000;

    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly SqliteSchema schema;

    private SqliteTables(SqliteTablesOptions options)
    {
        writer = SqliteWriter.Open(options.Path, options.Synchronous, options.MaxPages);
        readers = new SqliteReaders(options.Path);
        schema = new SqliteSchema(options.Path, writer);
    }

    /// <summary>Opens the file, creating it where there is none.</summary>
    /// <exception cref="StorageException">It cannot be opened, or is no database.</exception>
    public static Task<SqliteTables> OpenAsync(SqliteTablesOptions options, CancellationToken cancellationToken = default) =>
        Task.Run(() => new SqliteTables(options), cancellationToken);

    /// <inheritdoc/>
    public async Task<T?> GetAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        RequireKey(table, sortKey);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        return readers.Read(session => GetOne(session, ready, partitionKey, sortKey));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> GetManyAsync<T>(TableDefinition<T> table, IReadOnlyCollection<string> partitionKeys, CancellationToken cancellationToken = default)
        where T : class
    {
        RequireKey(table, null);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        return readers.Read(session =>
        {
            var rows = new List<T>(partitionKeys.Count);
            foreach (var key in partitionKeys.Distinct(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (GetOne(session, ready, key, null) is { } row)
                {
                    rows.Add(row);
                }
            }

            return rows;
        });
    }

    /// <inheritdoc/>
    public async Task PutAsync<T>(TableDefinition<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        foreach (var chunk in rows.Chunk(RowsPerWrite))
        {
            var encoded = Array.ConvertAll(chunk, ready.Encode);
            await writer.WriteAsync(session => WriteRows(session, ready.Put, encoded), encoded.Length, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryInsertAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        var encoded = ready.Encode(row);
        return await writer.WriteAsync(session => WriteRows(session, ready.TryInsert, [encoded]) == 1, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        RequireKey(table, sortKey);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        object?[] key = sortKey is null ? [partitionKey] : [partitionKey, sortKey];
        await writer.WriteAsync(session => WriteRows(session, ready.Delete, [key]), cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        TableDefinition<T> table, string partitionKey, string? from = null, string? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        if (table.SortKey is null)
        {
            throw new ArgumentException($"{table.Name} has no sort key to query by. Use GetAsync.", nameof(table));
        }

        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        var sort = SqliteTable<T>.Quote(table.SortKey);
        var condition = $"{SqliteTable<T>.Quote(table.PartitionKey)} = ?1" + (to is null ? "" : $" AND {sort} <= ?3");
        var first = ready.Page(condition + (from is null ? "" : $" AND {sort} >= ?2"));
        var next = ready.Page(condition + $" AND {sort} > ?2");
        await foreach (var row in ReadPages(ready, first, [partitionKey, from, to], next, last => [partitionKey, ready.KeyOf(last)[1], to], cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> ScanAsync<T>(
        TableDefinition<T> table, int segment = 0, int segments = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, ScanBucket.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(segment, segments);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        var pages = segments == 1
            ? ScanWhole(ready, cancellationToken)
            : ScanBuckets(ready, ScanBucket.Count * segment / segments, (ScanBucket.Count * (segment + 1) / segments) - 1, cancellationToken);
        await foreach (var row in pages.ConfigureAwait(false))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync<T>(TableDefinition<T> table, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        return readers.Read(session =>
        {
            var statement = session.Prepare(ready.Count);
            try
            {
                statement.Step();
                return statement.Integer(0);
            }
            finally
            {
                statement.Reset();
            }
        });
    }

    /// <summary>Waits for the writes under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    private static void RequireKey<T>(TableDefinition<T> table, string? sortKey)
        where T : class
    {
        if (table.SortKey is null != sortKey is null)
        {
            throw new ArgumentException(table.SortKey is null
                ? $"{table.Name} has no sort key, but '{sortKey}' was given."
                : $"{table.Name} needs its sort key '{table.SortKey}' too.");
        }
    }

    private static T? GetOne<T>(SqliteSession session, SqliteTable<T> table, string partitionKey, string? sortKey)
        where T : class
    {
        var statement = session.Prepare(table.Get);
        try
        {
            statement.Bind(1, partitionKey);
            if (sortKey is not null)
            {
                statement.Bind(2, sortKey);
            }

            return statement.Step() ? table.Decode(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    private static int WriteRows(SqliteSession session, string sql, object?[][] rows)
    {
        var statement = session.Prepare(sql);
        var changes = 0;
        foreach (var cells in rows)
        {
            statement.BindAll(cells);
            statement.Run();
            changes += session.Changes;
        }

        return changes;
    }

    private IAsyncEnumerable<T> ScanWhole<T>(SqliteTable<T> table, CancellationToken cancellationToken)
        where T : class
    {
        var after = string.Join(", ", table.Keys.Select((_, i) => $"?{i + 1}"));
        var next = table.Page($"({table.KeyList}) > ({after})");
        return ReadPages(table, table.Page("true"), [], next, table.KeyOf, cancellationToken);
    }

    private async IAsyncEnumerable<T> ScanBuckets<T>(SqliteTable<T> table, int first, int last, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await schema.IndexBucketsAsync(table, cancellationToken).ConfigureAwait(false);
        const string Bucket = SqliteTable<T>.BucketColumn;
        var after = string.Join(", ", table.Keys.Select((_, i) => $"?{i + 3}"));
        var start = table.BucketPage($"{Bucket} BETWEEN ?1 AND ?2");
        var next = table.BucketPage($"{Bucket} <= ?2 AND ({Bucket}, {table.KeyList}) > (?1, {after})");
        object?[] Resume(T row)
        {
            var key = table.KeyOf(row);
            return [ScanBucket.Of(key[0]), last, .. key];
        }

        await foreach (var row in ReadPages(table, start, [first, last], next, Resume, cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<T> ReadPages<T>(
        SqliteTable<T> table,
        string first,
        object?[] firstParameters,
        string next,
        Func<T, object?[]> nextParameters,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var page = ReadPage(table, first, firstParameters);
        while (page.Count > 0)
        {
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            // A scan reads for long: let what waits for this thread run between two pages.
            await Task.Yield();
            page = ReadPage(table, next, nextParameters(page[^1]));
        }
    }

    private List<T> ReadPage<T>(SqliteTable<T> table, string sql, object?[] parameters)
        where T : class => readers.Read(session =>
    {
        var statement = session.Prepare(sql);
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
    });
}
