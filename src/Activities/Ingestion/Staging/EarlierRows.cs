using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Loads;

namespace Notify.Activities.Ingestion.Staging;

/// <summary>What earlier loads have made of a table, to compare with.</summary>
internal static class EarlierRows
{
    /// <summary>Brings the parts of a table's snapshots to this machine, in the order of the loads.</summary>
    public static async Task<IReadOnlyList<string>> FetchAsync(
        LoadCatalog catalog, IEnumerable<LoadManifest> loads, string tableName, string workFolder, Action pulse, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        var files = loads.SelectMany(load => load.Files).Where(file => file.Table == tableName).ToList();
        foreach (var key in files.Skip(files.FindLastIndex(file => file.IsAnew)).Select(file => file.Snapshot).OfType<string>())
        {
            if (await catalog.IsThereAsync(key, cancellationToken))
            {
                var path = Path.Combine(workFolder, $"{tableName}-{paths.Count:D5}.parquet");
                await catalog.FetchAsync(key, path, cancellationToken);
                paths.Add(path);
                pulse();
            }
        }

        return paths;
    }

    /// <summary>A query of the rows that no earlier load has as they are.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows of this load.</param>
    /// <param name="parts">The snapshots' parts, in the order of the loads.</param>
    public static string Changed(LoadTable table, string rows, IReadOnlyList<string> parts) => parts.Count == 0
        ? rows
        : $"SELECT * EXCLUDE (digest) FROM (SELECT *, {Digest(table)} AS digest FROM ({rows})) now ANTI JOIN ({Current(table, parts)}) earlier ON now.digest = earlier.digest";

    /// <summary>The digests of each key's row in the last load that has one.</summary>
    private static string Current(LoadTable table, IReadOnlyList<string> parts)
    {
        var first = $"SELECT {Digest(table)} AS digest FROM {Sql.Parquet(parts.Take(1))}";
        if (parts.Count == 1)
        {
            return first;
        }

        // The first load is the large one as a rule: it is only looked through, and the later ones are sorted out among themselves
        var later = string.Join(" UNION ALL ", parts.Skip(1).Select((part, i) => $"SELECT {table.KeyList}, {Digest(table)} AS digest, {Sql.Number(i)} AS load FROM {Sql.Parquet([part])}"));
        var match = string.Join(" AND ", table.Keys.Select(key => $"f.\"{key}\" = l.\"{key}\""));
        return $"""
            WITH later AS MATERIALIZED ({later})
            SELECT digest FROM (SELECT {table.KeyList}, {Digest(table)} AS digest FROM {Sql.Parquet(parts.Take(1))}) f ANTI JOIN later l ON {match}
            UNION ALL SELECT max_by(digest, load) FROM later GROUP BY {table.KeyList}
            """;
    }

    /// <summary>128 bits of the whole row, so that comparing twenty million of them fits in memory.</summary>
    private static string Digest(LoadTable table) =>
        $"md5_number({string.Join(" || ", table.Columns.Select(column => column.Type == SnapshotType.Text
            ? $"coalesce(strlen({column.Quoted}) || ':' || {column.Quoted}, '-')"
            : $"coalesce(CAST({column.Quoted} AS VARCHAR), '-') || '|'"))})";
}
