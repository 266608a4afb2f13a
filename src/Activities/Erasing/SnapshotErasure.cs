using System.Data.Common;
using DuckDB.NET.Data;
using Notify.Activities.Ingestion;
using Notify.Activities.Ingestion.Staging;
using Notify.Domain.Erasing;
using Notify.Domain.Purchases;
using Notify.Storage.Objects;
using Notify.Storage.Tables;

namespace Notify.Activities.Erasing;

/// <summary>
/// Takes a person out of the Parquet snapshots of loads: each part that holds the person is written anew without them.
/// Their purchases stay as the same bare numbers as in the tables, so that features made of snapshots and of tables agree.
/// </summary>
public sealed class SnapshotErasure(IObjects objects, IngestOptions options)
{
    /// <summary>Takes the user out. Safe to repeat: a part that holds nothing of them is left alone.</summary>
    public async Task EraseAsync(Erasure erasure, ErasureCounts counts, Action alive, CancellationToken cancellationToken)
    {
        using var work = WorkFolder.Open(options.WorkFolder, $"erasure-{erasure.ErasureId}");
        foreach (var table in TableErasure.Removed.Concat(TableErasure.Anonymised))
        {
            var parts = await objects.ListAsync($"snapshots/{table}/", cancellationToken)
                .Where(part => part.Key.EndsWith(".parquet", StringComparison.Ordinal))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var part in parts)
            {
                counts.Add("snapshots", await EraseAsync(part.Key, work.Path, table, erasure, cancellationToken).ConfigureAwait(false) ? 1 : 0);
                alive();
            }
        }
    }

    private async Task<bool> EraseAsync(string key, string work, string table, Erasure erasure, CancellationToken cancellationToken)
    {
        var (old, rest) = (Path.Combine(work, "old.parquet"), Path.Combine(work, "rest.parquet"));
        await FetchAsync(key, old, cancellationToken).ConfigureAwait(false);
        var database = await OpenAsync(work, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            if (!await RewriteAsync(database, old, rest, table, erasure, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        var content = File.OpenRead(rest);
        await using (content.ConfigureAwait(false))
        {
            await objects.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task FetchAsync(string key, string path, CancellationToken cancellationToken)
    {
        var content = await objects.OpenReadAsync(key, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var file = File.Create(path);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<DuckDBConnection> OpenAsync(string work, CancellationToken cancellationToken)
    {
        var database = new DuckDBConnection(new DbConnectionStringBuilder
        {
            ["Data Source"] = ":memory:",
            ["threads"] = 2,
            ["memory_limit"] = "1GB",
            // What does not fit into memory would go to the process's current folder
            ["temp_directory"] = Path.Combine(work, "spill"),
        }.ConnectionString);
        await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return database;
    }

    /// <returns>False when the part holds nothing of the person.</returns>
    private static async Task<bool> RewriteAsync(
        DuckDBConnection database, string old, string rest, string table, Erasure erasure, CancellationToken cancellationToken)
    {
        var count = $"SELECT count(*) FROM read_parquet({Sql.Text(old)}) WHERE user_id = ?";
        if ((long)(await RunAsync(database, count, cancellationToken, erasure.UserId).ConfigureAwait(false))! == 0)
        {
            return false;
        }

        if (table == NotifyTables.PurchaseHistory.Name)
        {
            await NameAsync(database, old, erasure, cancellationToken).ConfigureAwait(false);
        }

        var rows = table == NotifyTables.PurchaseHistory.Name
            ? $"""
              SELECT t.* REPLACE (
                  coalesce(n.buyer, t.user_id) AS user_id,
                  coalesce(n.purchase, t.purchase_id) AS purchase_id,
                  CASE WHEN n.buyer IS NULL THEN t.purchase_date ELSE date_trunc('day', t.purchase_date) END AS purchase_date)
              FROM read_parquet({Sql.Text(old)}) t LEFT JOIN names n ON n.id = t.purchase_id AND t.user_id = ?
              """
            : $"SELECT * FROM read_parquet({Sql.Text(old)}) WHERE user_id IS DISTINCT FROM ?";
        await RunAsync(database, $"CREATE TEMP TABLE rest AS {rows}", cancellationToken, erasure.UserId).ConfigureAwait(false);
        await RunAsync(database, $"COPY rest TO {Sql.Text(rest)} (FORMAT parquet, COMPRESSION zstd)", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes the table <c>names</c>: what each of the person's purchases is called from now on.</summary>
    private static async Task NameAsync(DuckDBConnection database, string old, Erasure erasure, CancellationToken cancellationToken)
    {
        await RunAsync(database, "CREATE TEMP TABLE names (id VARCHAR, buyer VARCHAR, purchase VARCHAR)", cancellationToken).ConfigureAwait(false);
        var ids = new List<string>();
        var command = new DuckDBCommand($"SELECT DISTINCT purchase_id FROM read_parquet({Sql.Text(old)}) WHERE user_id = ?", database);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new DuckDBParameter(erasure.UserId));
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    ids.Add(reader.GetString(0));
                }
            }
        }

        var anonymity = new Anonymity(erasure.Secret);
        foreach (var id in ids)
        {
            var named = anonymity.Of(new Purchase
            {
                UserId = erasure.UserId, PurchaseId = id, ProductId = "", PurchaseDate = default, Price = 0, Quantity = 0, TotalAmount = 0,
            });
            await RunAsync(database, "INSERT INTO names VALUES (?, ?, ?)", cancellationToken, id, named.UserId, named.PurchaseId).ConfigureAwait(false);
        }
    }

    private static async Task<object?> RunAsync(DuckDBConnection database, string sql, CancellationToken cancellationToken, params string[] parameters)
    {
        var command = new DuckDBCommand(sql, database);
        await using (command.ConfigureAwait(false))
        {
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(new DuckDBParameter(parameter));
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
