namespace Notify.Storage.Tables;

/// <summary>
/// The tables port: rows by partition key and, where a table has one, sort key. It offers what both SQLite and DynamoDB
/// can do, so there are no joins, no transactions over several rows, and no secondary order.
/// </summary>
/// <remarks>A write that has returned is durable. Reads see every write that returned before they began.</remarks>
public interface ITables
{
    /// <summary>The row with that key, or null.</summary>
    Task<T?> GetAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>The rows with those keys, in no order; keys without a row are left out.</summary>
    Task<IReadOnlyList<T>> GetManyAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Writes rows, each replacing the row with the same key. Some may be written when it fails: writing again is safe.</summary>
    Task PutAsync<T>(TableDefinition<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Writes a row only where its key has none: the conditional write that makes a step happen once.</summary>
    /// <returns>False when the key was taken; nothing is changed then.</returns>
    Task<bool> TryInsertAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>
    /// Writes rows, each only where the table still holds what its writer has read, so that of two who change one row
    /// from the same state the second does not overwrite the first without knowing.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="changes">Each of another row. Some may be made when it fails.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>The changes that were not made, because their row is not as expected; in no order.</returns>
    /// <exception cref="ArgumentException">A change is from one key to another.</exception>
    Task<IReadOnlyList<RowChange<T>>> TryReplaceAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowChange<T>> changes, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Removes a row; removing what is not there is no error.</summary>
    Task DeleteAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>A partition's rows in the order of their sort keys (ordinal).</summary>
    /// <param name="table">A table with a sort key.</param>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="from">First sort key, inclusive; null for the first there is.</param>
    /// <param name="to">Last sort key, inclusive; null for the last there is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<T> QueryAsync<T>(TableDefinition<T> table, string partitionKey, string? from = null, string? to = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Every row, by segments that together cover the table exactly once, so that several readers share the work.</summary>
    /// <param name="table">The table.</param>
    /// <param name="segment">Which segment, from 0.</param>
    /// <param name="segments">How many there are.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<T> ScanAsync<T>(TableDefinition<T> table, int segment = 0, int segments = 1, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>How many rows the table has (may be approximate on DynamoDB).</summary>
    Task<long> CountAsync<T>(TableDefinition<T> table, CancellationToken cancellationToken = default)
        where T : class;
}
