namespace Notify.Storage.Tables.Sqlite;

/// <summary>Keys as SQLite orders text: ordinal, all but the rarest characters in the same order.</summary>
internal static class KeyOrder
{
    public static int Compare(RowKey one, RowKey other)
    {
        var order = string.CompareOrdinal(one.Partition, other.Partition);
        return order != 0 ? order : string.CompareOrdinal(one.Sort, other.Sort);
    }
}
