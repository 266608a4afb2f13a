using Notify.Storage;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Events;

/// <summary>Real tables whose writes fail when told to, after or instead of being done: a disk that cannot be had full at will.</summary>
internal sealed class FaultyTables(ITables tables) : ITables
{
    /// <summary>Asked before each write of rows: whether it fails, by its table's name.</summary>
    public Func<string, bool> FailsBefore { get; set; } = _ => false;

    /// <summary>Asked after each write of rows: whether its caller hears that it failed although it was done.</summary>
    public Func<string, bool> FailsAfter { get; set; } = _ => false;

    /// <summary>What others do between the reading of rows and their replacement.</summary>
    public Func<Task> BeforeReplace { get; set; } = () => Task.CompletedTask;

    public Task<T?> GetAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class => tables.GetAsync(table, partitionKey, sortKey, cancellationToken);

    public Task<IReadOnlyList<T>> GetManyAsync<T>(TableDefinition<T> table, IReadOnlyCollection<string> partitionKeys, CancellationToken cancellationToken = default)
        where T : class => tables.GetManyAsync(table, partitionKeys, cancellationToken);

    public async Task PutAsync<T>(TableDefinition<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class
    {
        ThrowIf(rows.Count > 0 && FailsBefore(table.Name));
        await tables.PutAsync(table, rows, cancellationToken);
        ThrowIf(rows.Count > 0 && FailsAfter(table.Name));
    }

    public Task<bool> TryInsertAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken = default)
        where T : class => tables.TryInsertAsync(table, row, cancellationToken);

    public async Task<IReadOnlyList<RowChange<T>>> TryReplaceAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowChange<T>> changes, CancellationToken cancellationToken = default)
        where T : class
    {
        await BeforeReplace();
        ThrowIf(changes.Count > 0 && FailsBefore(table.Name));
        var refused = await tables.TryReplaceAsync(table, changes, cancellationToken);
        ThrowIf(changes.Count > 0 && FailsAfter(table.Name));
        return refused;
    }

    public Task DeleteAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class => tables.DeleteAsync(table, partitionKey, sortKey, cancellationToken);

    public IAsyncEnumerable<T> QueryAsync<T>(TableDefinition<T> table, string partitionKey, string? from = null, string? to = null, CancellationToken cancellationToken = default)
        where T : class => tables.QueryAsync(table, partitionKey, from, to, cancellationToken);

    public IAsyncEnumerable<T> ScanAsync<T>(TableDefinition<T> table, int segment = 0, int segments = 1, CancellationToken cancellationToken = default)
        where T : class => tables.ScanAsync(table, segment, segments, cancellationToken);

    public Task<long> CountAsync<T>(TableDefinition<T> table, CancellationToken cancellationToken = default)
        where T : class => tables.CountAsync(table, cancellationToken);

    private static void ThrowIf(bool fails)
    {
        if (fails)
        {
            throw new StorageException("tables", "The disk is full.", "Free space.");
        }
    }
}
