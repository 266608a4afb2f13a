namespace Notify.Storage.Tables;

/// <summary>Changing rows that others may change at the same moment.</summary>
public static class RowUpdates
{
    /// <summary>
    /// Reads rows, and writes what becomes of them where they still are as they were read. What somebody else changed in
    /// between is read and changed again, until nothing is refused: neither overwrites the other unseen.
    /// </summary>
    /// <param name="tables">The tables.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">Of the rows, each once.</param>
    /// <param name="change">
    /// Gives the rows to write, from the keys that are still to be changed and the rows that some of them have. The rows of
    /// keys for which it gives none stay as they are.
    /// </param>
    /// <param name="cancellationToken">Stops it; some rows may have been written.</param>
    /// <returns>The rows that were written.</returns>
    public static async Task<IReadOnlyList<T>> UpdateAsync<T>(
        this ITables tables,
        TableDefinition<T> table,
        IReadOnlyCollection<RowKey> keys,
        Func<IReadOnlyCollection<RowKey>, IReadOnlyDictionary<RowKey, T>, Task<IEnumerable<T>>> change,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var written = new List<T>(keys.Count);
        while (keys.Count > 0)
        {
            var held = (await tables.GetManyAsync(table, keys, cancellationToken).ConfigureAwait(false)).ToDictionary(table.KeyOf);
            var changed = (await change(keys, held).ConfigureAwait(false)).ToDictionary(table.KeyOf);
            RowChange<T>[] changes = [.. changed.Select(row => new RowChange<T>(held.GetValueOrDefault(row.Key), row.Value))];
            var refused = await tables.TryReplaceAsync(table, changes, cancellationToken).ConfigureAwait(false);
            keys = [.. refused.Select(one => table.KeyOf(one.Row))];
            written.AddRange(changed.ExceptBy(keys, row => row.Key).Select(row => row.Value));
        }

        return written;
    }

    /// <inheritdoc cref="UpdateAsync{T}(ITables, TableDefinition{T}, IReadOnlyCollection{RowKey}, Func{IReadOnlyCollection{RowKey}, IReadOnlyDictionary{RowKey, T}, Task{IEnumerable{T}}}, CancellationToken)"/>
    /// <param name="change">Gives the row to write for a key, from the row that it has; null where it is to stay as it is.</param>
    public static Task<IReadOnlyList<T>> UpdateAsync<T>(
        this ITables tables, TableDefinition<T> table, IReadOnlyCollection<RowKey> keys, Func<RowKey, T?, T?> change, CancellationToken cancellationToken = default)
        where T : class =>
        tables.UpdateAsync(
            table, keys, (left, held) => Task.FromResult(left.Select(key => change(key, held.GetValueOrDefault(key))).OfType<T>()), cancellationToken);
}
