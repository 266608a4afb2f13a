using Notify.Storage.Tables.Records;

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
    /// <summary>How long rows are kept; null for ever.</summary>
    public RowRetention? Retention { get; init; }

    /// <summary>
    /// Rows come fast, in no order of key, and are seldom read one by one: SQLite then keeps them as sorted runs that it
    /// merges in the background. Nothing else differs, and DynamoDB makes no difference at all. Default: false.
    /// </summary>
    public bool IsAppendMostly { get; init; }

    /// <summary>The table without its record.</summary>
    public TableLayout Layout => new(Name, PartitionKey, SortKey, Retention);

    /// <summary>A row's key.</summary>
    public RowKey KeyOf(T row) => RecordShape.Of<T>().KeyOf(row, this);

    /// <summary>Refuses keys of which one is not this table's.</summary>
    internal void RequireKeys(IReadOnlyCollection<RowKey> keys)
    {
        foreach (var key in keys)
        {
            RequireKey(key.Sort);
        }
    }

    /// <summary>Refuses a key that is not one of this table's: a sort key too many, or none where there has to be one.</summary>
    internal void RequireKey(string? sortKey)
    {
        if (SortKey is null != sortKey is null)
        {
            throw new ArgumentException(SortKey is null
                ? $"{Name} has no sort key, but '{sortKey}' was given."
                : $"{Name} needs its sort key '{SortKey}' too.");
        }
    }
}

/// <summary>How long the rows of a table are kept.</summary>
/// <param name="Since">Attribute name of the moment from which a row's time runs.</param>
/// <param name="Keep">How long from then.</param>
/// <remarks>
/// DynamoDB removes a row within days after it has expired, SQLite when it is next told to (<see cref="IExpiring"/>); until
/// then it is read like any other.
/// </remarks>
public sealed record RowRetention(string Since, TimeSpan Keep);

/// <summary>A table's name, keys and retention: what has to be known to create it.</summary>
/// <param name="Name">As in the data model, for example <c>notify_users</c>.</param>
/// <param name="PartitionKey">Attribute name of the partition key.</param>
/// <param name="SortKey">Attribute name of the sort key; null for none.</param>
/// <param name="Retention">How long rows are kept; null for ever.</param>
public sealed record TableLayout(string Name, string PartitionKey, string? SortKey, RowRetention? Retention);
