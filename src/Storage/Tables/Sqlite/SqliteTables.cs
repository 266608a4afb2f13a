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
public sealed class SqliteTables : ITables, IScrubbable, IExpiring, IAsyncDisposable
{
    /// <summary>Rows read at a time by a query or scan, so that a slow consumer holds no snapshot open.</summary>
    internal const int PageRows = 1000;

    // What one flush of the disk is shared by, and what others may have to wait for.
    private const int RowsPerWrite = 16384;

    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly SqliteSchema schema;
    private readonly RunCompactor compactor;
    private readonly RowExpiry expiry;

    private SqliteTables(SqliteTablesOptions options)
    {
        writer = SqliteWriter.Open(options.Path, options.Synchronous, options.MaxPages);
        readers = new SqliteReaders(options.Path);
        schema = new SqliteSchema(options.Path, writer);
        compactor = new RunCompactor(writer);
        expiry = new RowExpiry(writer, readers, options.Time);
    }

    /// <summary>Opens the file, creating it where there is none.</summary>
    /// <exception cref="StorageException">It cannot be opened, or is no database.</exception>
    public static Task<SqliteTables> OpenAsync(SqliteTablesOptions options, CancellationToken cancellationToken = default) =>
        Task.Run(() => new SqliteTables(options), cancellationToken);

    /// <inheritdoc/>
    public async Task<T?> GetAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKey(sortKey);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        return readers.Read(session => ready.Rows.Get(session, new RowKey(partitionKey, sortKey)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> GetManyAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKeys(keys);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        // In order of key, so that rows on one page are read one after another
        var ordered = keys.Distinct().Order(Comparer<RowKey>.Create(KeyOrder.Compare)).ToList();
        return readers.ReadAtOneMoment(session => ready.Rows.GetMany(session, ordered));
    }

    /// <inheritdoc/>
    public async Task PutAsync<T>(TableDefinition<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        foreach (var chunk in rows.Chunk(RowsPerWrite))
        {
            var ordered = ready.Table.InOrder(chunk);
            await writer.WriteAsync(
                session =>
                {
                    ready.Rows.Put(session, ordered);
                    return true;
                },
                ordered.Length,
                cancellationToken).ConfigureAwait(false);
            NoteWritten(ready.Table);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryInsertAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        var keyed = new KeyedRow<T>(ready.Table.KeyOf(row), 0, row);
        var isNew = await writer.WriteAsync(session => ready.Rows.TryInsert(session, keyed), cancellationToken: cancellationToken).ConfigureAwait(false);
        NoteWritten(ready.Table);
        return isNew;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RowChange<T>>> TryReplaceAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowChange<T>> changes, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        var refused = new List<RowChange<T>>();
        foreach (var chunk in changes.Chunk(RowsPerWrite))
        {
            var keyed = Array.ConvertAll(chunk, change => (Change: change, Row: new KeyedRow<T>(KeyOf(ready.Table, change), 0, change.Row)));
            refused.AddRange(await writer.WriteAsync(
                session => keyed.Where(one => !TryReplace(session, ready, one.Change.Expected, one.Row)).Select(one => one.Change).ToList(),
                chunk.Length,
                cancellationToken).ConfigureAwait(false));
            NoteWritten(ready.Table);
        }

        return refused;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKey(sortKey);
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(
            session =>
            {
                ready.Rows.Delete(session, new RowKey(partitionKey, sortKey));
                return true;
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
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
        var range = new SortRange(partitionKey, from, IsAfter: false, to);
        for (List<T>? page = null; page is null or { Count: PageRows };)
        {
            range = page is null ? range : range with { From = ready.Table.KeyOf(page[^1]).Sort, IsAfter = true };
            page = readers.Read(session => ready.Rows.Query(session, range));
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }
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
        BucketRange? buckets = null;
        if (segments > 1)
        {
            await schema.IndexBucketsAsync(ready.Table, cancellationToken).ConfigureAwait(false);
            buckets = new(ScanBucket.Count * segment / segments, (ScanBucket.Count * (segment + 1) / segments) - 1);
        }

        for (List<T>? page = null; page is null or { Count: PageRows };)
        {
            if (page is not null)
            {
                // A scan reads for long: let what waits for this thread run between two pages.
                await Task.Yield();
            }

            var last = page?[^1];
            page = readers.Read(session => ready.Rows.Scan(session, buckets, last));
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync<T>(TableDefinition<T> table, CancellationToken cancellationToken = default)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, cancellationToken).ConfigureAwait(false);
        return readers.Read(ready.Rows.Count);
    }

    /// <inheritdoc/>
    public Task ScrubAsync(CancellationToken cancellationToken = default) => SqliteScrub.RunAsync(writer, cancellationToken);

    /// <inheritdoc/>
    public async Task ExpireAsync(CancellationToken cancellationToken = default)
    {
        foreach (var table in NotifyTables.All)
        {
            await expiry.RunAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a table that is kept as runs has nothing left to merge.</summary>
    internal async Task CompactedAsync<T>(TableDefinition<T> table)
        where T : class
    {
        var ready = await schema.ReadyAsync(table, CancellationToken.None).ConfigureAwait(false);
        await compactor.RestAsync(table.Name, ready.Table.Keys, ready.Table.Filters).ConfigureAwait(false);
    }

    /// <summary>Waits for the writes under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await compactor.DisposeAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    private static RowKey KeyOf<T>(SqliteTable<T> table, RowChange<T> change)
        where T : class
    {
        var key = table.KeyOf(change.Row);
        return change.Expected is null || table.KeyOf(change.Expected) == key
            ? key
            : throw new ArgumentException($"A change of {table.Definition.Name} is from one key to another; a row keeps its key.");
    }

    private static bool TryReplace<T>(SqliteSession session, ReadyTable<T> ready, T? expected, KeyedRow<T> row)
        where T : class
    {
        if (expected is null)
        {
            return ready.Rows.TryInsert(session, row);
        }

        if (ready.Rows.Get(session, row.Key) is not { } present || !ready.Table.Shape.AreSame(present, expected))
        {
            return false;
        }

        ready.Rows.Put(session, [row]);
        return true;
    }

    private void NoteWritten<T>(SqliteTable<T> table)
        where T : class
    {
        if (table.Definition.IsAppendMostly)
        {
            compactor.Note(table.Definition.Name, table.Keys, table.Filters);
        }
    }
}
