namespace Notify.Storage.Tables;

/// <summary>Tables whose partition key is the whole key.</summary>
public static class TablesByPartitionKey
{
    /// <summary>The rows with those partition keys, in no order; keys without a row are left out. For tables without a sort key.</summary>
    public static Task<IReadOnlyList<T>> GetManyAsync<T>(
        this ITables tables, TableDefinition<T> table, IReadOnlyCollection<string> partitionKeys, CancellationToken cancellationToken = default)
        where T : class => tables.GetManyAsync(table, [.. partitionKeys.Select(key => new RowKey(key))], cancellationToken);
}
