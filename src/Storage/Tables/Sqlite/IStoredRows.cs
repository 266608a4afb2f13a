using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>How a table's rows lie in the file. Every method runs in the transaction of the session it is given.</summary>
internal interface IStoredRows<T>
    where T : class
{
    /// <summary>Makes the table where it is missing and gives it the columns that the record has gained.</summary>
    void Create(SqliteSession session);

    /// <summary>Writes rows that are in order of key, no key twice.</summary>
    void Put(SqliteSession session, IReadOnlyList<KeyedRow<T>> rows);

    /// <summary>Writes a row where its key has none.</summary>
    bool TryInsert(SqliteSession session, KeyedRow<T> row);

    void Delete(SqliteSession session, RowKey key);

    T? Get(SqliteSession session, RowKey key);

    /// <summary>The rows that there are, in the order of the keys.</summary>
    List<T> GetMany(SqliteSession session, IReadOnlyList<RowKey> keys);

    /// <summary>The next rows of a partition, in order.</summary>
    List<T> Query(SqliteSession session, SortRange range);

    /// <summary>The next rows of the table, or of a range of its buckets.</summary>
    /// <param name="after">The last row of the page before; null to begin.</param>
    List<T> Scan(SqliteSession session, BucketRange? buckets, T? after);

    long Count(SqliteSession session);
}

/// <summary>A part of a partition.</summary>
/// <param name="From">First sort key; null for the first there is.</param>
/// <param name="IsAfter">Begin after <paramref name="From"/> rather than with it.</param>
/// <param name="To">Last sort key, inclusive; null for the last there is.</param>
internal sealed record SortRange(string Partition, string? From, bool IsAfter, string? To);

/// <summary>A range of <see cref="ScanBucket"/>s, both inclusive.</summary>
internal readonly record struct BucketRange(int First, int Last);
