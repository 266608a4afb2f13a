namespace Notify.Storage.Tables;

/// <summary>A table: its name, its keys, and the record whose properties are its attributes.</summary>
/// <param name="Name">As in the data model, for example <c>notify_users</c>.</param>
/// <param name="PartitionKey">Attribute name of the partition key.</param>
/// <param name="SortKey">Attribute name of the sort key; null for a table with one row per partition key.</param>
/// <remarks>
/// Attribute names are the record's property names in snake_case, or what <c>[Column]</c> says. Text, numbers, booleans,
/// moments (ISO-8601 UTC), dates, times and bytes are stored as themselves; lists and records as JSON.
/// </remarks>
public sealed record TableDefinition<T>(string Name, string PartitionKey, string? SortKey = null)
    where T : class
{
    /// <summary>
    /// Rows come fast, in no order of key, and are seldom read one by one: SQLite then keeps them as sorted runs that it
    /// merges in the background. Nothing else differs, and DynamoDB makes no difference at all. Default: false.
    /// </summary>
    public bool IsAppendMostly { get; init; }
}
