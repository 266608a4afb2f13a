using Notify.Storage.Changes;
using Notify.Storage.Tables;

namespace Notify.Activities.Changes;

/// <summary>Reads from the change log, and from what follows from it, whose features and embeddings a change touches.</summary>
public sealed class ChangedKeys(ITables tables, ChangeLog log)
{
    /// <summary>The keys of a table that changed; null when any may have.</summary>
    public async Task<IReadOnlySet<string>?> OfTableAsync(ChangeScope scope, string tableName, CancellationToken cancellationToken)
    {
        var stretch = scope.Stretches.Single(stretch => stretch.TableName == tableName);
        if (stretch.IsWhole)
        {
            return null;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (stretch.After < stretch.UpTo)
        {
            await foreach (var entry in log.ReadAsync(tableName, stretch.After, stretch.UpTo, cancellationToken))
            {
                keys.UnionWith(entry.Keys);
            }
        }

        return keys;
    }

    /// <summary>Users who changed, bought or clicked something; null when any may have.</summary>
    public async Task<IReadOnlySet<string>?> ActiveUsersAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in (string[])[NotifyTables.Users.Name, NotifyTables.PurchaseHistory.Name, NotifyTables.Clickstream.Name])
        {
            if (await OfTableAsync(scope, table, cancellationToken) is not { } keys)
            {
                return null;
            }

            users.UnionWith(keys);
        }

        return users;
    }

    /// <summary>
    /// The users whose features or embedding may be different now: those who did something, and those who ever bought or
    /// clicked a product that changed. Null when any may be.
    /// </summary>
    public async Task<IReadOnlySet<string>?> AffectedUsersAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        var products = await OfTableAsync(scope, NotifyTables.Products.Name, cancellationToken);
        if (products is null || await ActiveUsersAsync(scope, cancellationToken) is not { } active)
        {
            return null;
        }

        if (products.Count == 0)
        {
            return active;
        }

        // Who bought or clicked something is found by a scan: products change seldom, and no table has them first in its
        // key. Not of the matrix: it leaves out buyers that the shop has not handed over yet
        var users = active.ToHashSet(StringComparer.Ordinal);
        await foreach (var purchase in tables.ScanAsync(NotifyTables.PurchaseHistory, cancellationToken: cancellationToken))
        {
            if (products.Contains(purchase.ProductId))
            {
                users.Add(purchase.UserId);
            }
        }

        await foreach (var click in tables.ScanAsync(NotifyTables.Clickstream, cancellationToken: cancellationToken))
        {
            if (click.ProductId is { } product && products.Contains(product))
            {
                users.Add(click.UserId);
            }
        }

        return users;
    }

    /// <summary>
    /// The products whose features may be different now: those that changed, and those that active users have bought, or
    /// had bought when the matrix was last made (an order line may have been corrected to another product). Null when any may be.
    /// </summary>
    public async Task<IReadOnlySet<string>?> AffectedProductsAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        var changed = await OfTableAsync(scope, NotifyTables.Products.Name, cancellationToken);
        var buyers = await OfTableAsync(scope, NotifyTables.PurchaseHistory.Name, cancellationToken);
        if (changed is null || buyers is null)
        {
            return null;
        }

        var products = changed.ToHashSet(StringComparer.Ordinal);
        foreach (var user in buyers)
        {
            products.UnionWith(await tables.QueryAsync(NotifyTables.PurchaseHistory, user, cancellationToken: cancellationToken)
                .Select(purchase => purchase.ProductId).ToListAsync(cancellationToken));
            products.UnionWith(await tables.QueryAsync(NotifyTables.UserProductMatrix, user, cancellationToken: cancellationToken)
                .Select(cell => cell.ProductId).ToListAsync(cancellationToken));
        }

        return products;
    }

    /// <summary>The rows with those keys, or every row, a batch at a time.</summary>
    /// <param name="table">A table with one row per key.</param>
    /// <param name="keys">Null for every row; keys without a row are passed over.</param>
    /// <param name="size">Most rows in a batch.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public IAsyncEnumerable<IReadOnlyList<T>> RowsAsync<T>(
        TableDefinition<T> table, IReadOnlySet<string>? keys, int size, CancellationToken cancellationToken)
        where T : class =>
        keys is null
            ? tables.ScanAsync(table, cancellationToken: cancellationToken).Chunk(size).Select(rows => (IReadOnlyList<T>)rows)
            : keys.Chunk(size).ToAsyncEnumerable().Select(async (chunk, _, token) => await tables.GetManyAsync(table, chunk, token));

    /// <summary>How many rows <see cref="RowsAsync"/> will give, about.</summary>
    public async Task<long> CountAsync<T>(TableDefinition<T> table, IReadOnlySet<string>? keys, CancellationToken cancellationToken)
        where T : class => keys?.Count ?? await tables.CountAsync(table, cancellationToken);
}
