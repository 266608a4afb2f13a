using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Staging;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion.Writing;

/// <summary>Counts the rows that name what no table holds. Snapshots answer for most names; only the rest is asked of the tables.</summary>
internal sealed class GapCount(IngestDatabase database, ITables tables)
{
    private const int KeysAtOnce = 1000;

    /// <summary>How many of the rows name in that column what is not there.</summary>
    /// <param name="reference">The column, and what it names.</param>
    /// <param name="rows">The rows, as SQL.</param>
    /// <param name="known">Snapshots of the table that is named, this load's included.</param>
    /// <param name="pulse">Called while it takes long.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public async Task<long> CountAsync(TableReference reference, string rows, IReadOnlyList<string> known, Action pulse, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync($"CREATE OR REPLACE TABLE named AS SELECT \"{reference.Column}\" AS name, count(*) AS uses FROM ({rows}) GROUP BY 1", pulse, cancellationToken);
        if (known.Count > 0)
        {
            await database.ExecuteAsync($"DELETE FROM named WHERE name IN (SELECT \"{reference.Key}\" FROM {Sql.Parquet(known)})", pulse, cancellationToken);
        }

        // A table of names beyond what any file brought is rare, so it is read whole; while it is, nothing else runs here
        var unknown = database.ReadAll("SELECT name, uses FROM named", row => (Name: row.GetString(0), Uses: row.GetInt64(1)));
        var gaps = 0L;
        foreach (var names in unknown.Chunk(KeysAtOnce))
        {
            var found = (await reference.FindAsync(tables, [.. names.Select(name => name.Name)], cancellationToken)).ToHashSet(StringComparer.Ordinal);
            gaps += names.Where(name => !found.Contains(name.Name)).Sum(name => name.Uses);
            pulse();
        }

        database.Execute("DROP TABLE named");
        return gaps;
    }
}
