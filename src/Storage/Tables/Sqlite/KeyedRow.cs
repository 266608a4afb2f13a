namespace Notify.Storage.Tables.Sqlite;

/// <summary>A row beside its key, so that rows can be put in order.</summary>
/// <param name="Position">Where it was among the rows: of one key the last counts.</param>
internal readonly record struct KeyedRow<T>(RowKey Key, int Position, T Row) : IComparable<KeyedRow<T>>
    where T : class
{
    public int CompareTo(KeyedRow<T> other)
    {
        var order = KeyOrder.Compare(Key, other.Key);
        return order != 0 ? order : Position.CompareTo(other.Position);
    }
}
