using System.Collections.Concurrent;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Makes tables ready when they are first used.</summary>
internal sealed class SqliteSchema(string path, SqliteWriter writer)
{
    private readonly ConcurrentDictionary<object, object> ready = new();
    private readonly ConcurrentDictionary<string, bool> bucketIndexes = new();

    /// <summary>The table, ready for use.</summary>
    /// <exception cref="StorageException">The file holds a table of that name with another key.</exception>
    public ValueTask<ReadyTable<T>> ReadyAsync<T>(TableDefinition<T> definition, CancellationToken cancellationToken)
        where T : class =>
        ready.TryGetValue(definition, out var table)
            ? ValueTask.FromResult((ReadyTable<T>)table)
            : new(PrepareAsync(definition, cancellationToken));

    /// <summary>Makes sure that segments of the table can be scanned without reading the others.</summary>
    public async Task IndexBucketsAsync<T>(SqliteTable<T> table, CancellationToken cancellationToken)
        where T : class
    {
        // Runs are scanned whole: an index over them would cost every write what they save.
        if (table.Definition.IsAppendMostly || bucketIndexes.ContainsKey(table.Name))
        {
            return;
        }

        var index = SqlName.Quote($"{table.Definition.Name}_{SqliteTable<T>.BucketColumn}");
        await writer.WriteAsync(
            session =>
            {
                session.Execute($"CREATE INDEX IF NOT EXISTS {index} ON {table.Name} ({SqliteTable<T>.BucketColumn}, {table.KeyList})");
                return true;
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        bucketIndexes[table.Name] = true;
    }

    private async Task<ReadyTable<T>> PrepareAsync<T>(TableDefinition<T> definition, CancellationToken cancellationToken)
        where T : class
    {
        var table = new SqliteTable<T>(definition, path);
        var made = new ReadyTable<T>(table, definition.IsAppendMostly ? new ArrivalRows<T>(table) : new KeyedRows<T>(table));
        await writer.WriteAsync(
            session =>
            {
                made.Rows.Create(session);
                return true;
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return (ReadyTable<T>)ready.GetOrAdd(definition, made);
    }
}

/// <summary>A table that is in the file.</summary>
/// <param name="Table">Its names, and how its rows are bound and read.</param>
/// <param name="Rows">How its rows lie in the file.</param>
internal sealed record ReadyTable<T>(SqliteTable<T> Table, IStoredRows<T> Rows)
    where T : class;
