namespace Notify.Storage.Tables.Sqlite;

/// <summary>A row's key.</summary>
/// <param name="Partition">Its partition key.</param>
/// <param name="Sort">Its sort key; null where the table has none.</param>
internal readonly record struct RowKey(string Partition, string? Sort) : IComparable<RowKey>
{
    /// <summary>Ordinal, as SQLite orders text: all but the rarest characters in the same order.</summary>
    public int CompareTo(RowKey other)
    {
        var order = string.CompareOrdinal(Partition, other.Partition);
        return order != 0 ? order : string.CompareOrdinal(Sort, other.Sort);
    }
}

/// <summary>A row beside its key, so that rows can be put in order.</summary>
/// <param name="Position">Where it was among the rows: of one key the last counts.</param>
internal readonly record struct KeyedRow<T>(RowKey Key, int Position, T Row) : IComparable<KeyedRow<T>>
    where T : class
{
    public int CompareTo(KeyedRow<T> other)
    {
        var order = Key.CompareTo(other.Key);
        return order != 0 ? order : Position.CompareTo(other.Position);
    }
}
