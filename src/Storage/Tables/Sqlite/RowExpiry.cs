using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Drops the rows of a table that have expired: it reads the table once, a stretch of the tree at a time, and writes only
/// where a stretch has such rows.
/// </summary>
/// <remarks>
/// An index by expiry would cost every write of an event as much as the event itself. Runs that are merged meanwhile are
/// met again: their rows move to runs with higher numbers. Of a key in several runs each version expires by itself.
/// </remarks>
internal sealed class RowExpiry(SqliteWriter writer, SqliteReaders readers, TimeProvider time)
{
    // So that other writes wait only for a moment.
    private const int RowsPerStep = 4096;

    /// <summary>Drops what has expired by now.</summary>
    /// <exception cref="StorageException">The file cannot be read or written.</exception>
    public async Task RunAsync(TableLayout table, CancellationToken cancellationToken)
    {
        if (table.Retention is not { } retention || readers.Read(session => TreeOf(session, table)) is not { } tree)
        {
            return;
        }

        var expired = CellCodec.Encode(time.GetUtcNow() - retention.Keep)!;
        object[] after = [];
        do
        {
            var (from, to) = (after, readers.Read(session => tree.KeyAfter(session, after, RowsPerStep)));
            if (readers.Read(session => tree.HasExpired(session, expired, from, to)))
            {
                await writer.WriteAsync(session => tree.Delete(session, expired, from, to), RowsPerStep, cancellationToken).ConfigureAwait(false);
            }

            // It reads for long: let what waits for this thread run between two stretches.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            after = to;
        }
        while (after.Length > 0);
    }

    /// <summary>Where the file keeps the table's rows; null where it has none yet.</summary>
    private static Tree? TreeOf(SqliteSession session, TableLayout table)
    {
        string[] keys = table.SortKey is { } sort ? [table.PartitionKey, sort] : [table.PartitionKey];
        var since = table.Retention!.Since;
        return Has(session, RunList.NameOf(table.Name)) ? new Tree(RunList.NameOf(table.Name), [RunList.RunColumn, .. keys], since)
            : Has(session, table.Name) ? new Tree(table.Name, keys, since)
            : null;
    }

    private static bool Has(SqliteSession session, string name) =>
        session.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1", name) == 1;

    /// <summary>A table of the file, and SQL on stretches of it: from one key, exclusive, to another; none stands for the table's ends.</summary>
    private sealed class Tree(string name, string[] keys, string since)
    {
        private readonly string name = SqlName.Quote(name);
        private readonly string since = SqlName.Quote(since);
        private readonly string keyList = string.Join(", ", keys.Select(SqlName.Quote));

        /// <summary>The key so many rows further on; none when there are fewer.</summary>
        public object[] KeyAfter(SqliteSession session, object[] after, int rows)
        {
            var statement = session.Prepare($"SELECT {keyList} FROM {name} WHERE {Between(after, [], 1)} ORDER BY {keyList} LIMIT 1 OFFSET {rows - 1}");
            try
            {
                statement.BindAll(after);
                return statement.Step() ? [.. keys.Select((key, i) => key == RunList.RunColumn ? statement.Integer(i) : (object)statement.Text(i))] : [];
            }
            finally
            {
                statement.Reset();
            }
        }

        public bool HasExpired(SqliteSession session, object expired, object[] after, object[] to) =>
            session.Number($"SELECT 1 FROM {name} WHERE {Between(after, to, 2)} AND {since} < ?1 LIMIT 1", [expired, .. after, .. to]) is not null;

        public bool Delete(SqliteSession session, object expired, object[] after, object[] to)
        {
            session.Run($"DELETE FROM {name} WHERE {Between(after, to, 2)} AND {since} < ?1", [expired, .. after, .. to]);
            return true;
        }

        private static string Parameters(object[] key, int first) => string.Join(", ", key.Select((_, i) => $"?{first + i}"));

        private string Between(object[] after, object[] to, int first) =>
            (after.Length == 0 ? "true" : $"({keyList}) > ({Parameters(after, first)})")
            + (to.Length == 0 ? "" : $" AND ({keyList}) <= ({Parameters(to, first + after.Length)})");
    }
}
