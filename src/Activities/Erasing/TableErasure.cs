using Notify.Activities.Embedding;
using Notify.Domain.Erasing;
using Notify.Storage.Tables;

namespace Notify.Activities.Erasing;

/// <summary>
/// Takes a person out of every table. Purchases and messages leave bare numbers behind (<see cref="Anonymity"/>), so that
/// what a product sold and what a campaign's budget paid for stay true; everything else goes.
/// </summary>
public sealed class TableErasure(ITables tables)
{
    // Writes that wait together are committed together
    private const int AtOnce = 100;

    /// <summary>The tables by user id that are emptied of the user's rows.</summary>
    public static IReadOnlyList<string> Removed { get; } =
    [
        NotifyTables.Users.Name, NotifyTables.UserPreferences.Name, NotifyTables.UserFeatures.Name, NotifyTables.UserProductMatrix.Name,
        NotifyTables.Clickstream.Name, NotifyTables.UserSchedule.Name, NotifyTables.Deliveries.Name,
    ];

    /// <summary>The tables by user id whose rows stay as bare numbers.</summary>
    public static IReadOnlyList<string> Anonymised { get; } = [NotifyTables.PurchaseHistory.Name, NotifyTables.Inbox.Name];

    /// <summary>Whether any table knows the user.</summary>
    public async Task<bool> KnowsAsync(string userId, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.Users, userId, cancellationToken: cancellationToken).ConfigureAwait(false) is not null
        || await tables.GetAsync(NotifyTables.UserPreferences, userId, cancellationToken: cancellationToken).ConfigureAwait(false) is not null
        || await tables.QueryAsync(NotifyTables.PurchaseHistory, userId, cancellationToken: cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false)
        || await tables.QueryAsync(NotifyTables.Clickstream, userId, cancellationToken: cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false)
        || await tables.QueryAsync(NotifyTables.Inbox, userId, cancellationToken: cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes the user out. Safe to repeat.</summary>
    /// <param name="erasure">Which erasure, with the user it is about.</param>
    /// <param name="counts">Gets rows removed or anonymised, by table.</param>
    /// <param name="alive">Called every now and then.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public async Task EraseAsync(Erasure erasure, ErasureCounts counts, Action alive, CancellationToken cancellationToken)
    {
        var (user, anonymity) = (erasure.UserId, new Anonymity(erasure.Secret));
        // The user first: nothing is planned, sent or computed for who is not there
        await RemoveAsync(NotifyTables.Users, user, counts, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(NotifyTables.UserPreferences, user, counts, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(NotifyTables.UserFeatures, user, counts, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(NotifyTables.UserEmbeddings, user, counts, cancellationToken).ConfigureAwait(false);
        await EachAsync(NotifyTables.UserSchedule, user, (table, row) => DeleteAsync(table, row, cancellationToken), counts, alive, cancellationToken).ConfigureAwait(false);
        await EachAsync(NotifyTables.Deliveries, user, (table, row) => DeleteAsync(table, row, cancellationToken), counts, alive, cancellationToken).ConfigureAwait(false);
        await EachAsync(NotifyTables.Clickstream, user, (table, row) => DeleteAsync(table, row, cancellationToken), counts, alive, cancellationToken).ConfigureAwait(false);
        await EachAsync(NotifyTables.UserProductMatrix, user, (table, row) => DeleteAsync(table, row, cancellationToken), counts, alive, cancellationToken).ConfigureAwait(false);
        await EachAsync(
            NotifyTables.PurchaseHistory,
            user,
            async (table, purchase) =>
            {
                // The vector's key follows from the purchase, so it goes before it
                await tables.DeleteAsync(NotifyTables.PurchaseEmbeddings, PurchaseEmbeddingId.Of(purchase), cancellationToken: cancellationToken).ConfigureAwait(false);
                await ReplaceAsync(table, purchase, anonymity.Of(purchase), cancellationToken).ConfigureAwait(false);
            },
            counts, alive, cancellationToken).ConfigureAwait(false);
        await EachAsync(
            NotifyTables.Inbox, user, (table, message) => ReplaceAsync(table, message, anonymity.Of(message), cancellationToken), counts, alive, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the user's id out of the entries of the change log; their numbers stay, so that there is no gap.</summary>
    public async Task EraseChangesAsync(string userId, ErasureCounts counts, Action<long> progress, CancellationToken cancellationToken)
    {
        var read = 0L;
        await foreach (var entry in tables.ScanAsync(NotifyTables.Changes, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (entry.Keys.Contains(userId, StringComparer.Ordinal))
            {
                var rest = entry with { Keys = [.. entry.Keys.Where(key => key != userId)] };
                await tables.PutAsync(NotifyTables.Changes, [rest], cancellationToken).ConfigureAwait(false);
                counts.Add(NotifyTables.Changes.Name, 1);
            }

            if (++read % 1000 == 0)
            {
                progress(read);
            }
        }
    }

    private async Task RemoveAsync<T>(TableDefinition<T> table, string key, ErasureCounts counts, CancellationToken cancellationToken)
        where T : class
    {
        if (await tables.GetAsync(table, key, cancellationToken: cancellationToken).ConfigureAwait(false) is not null)
        {
            await tables.DeleteAsync(table, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            counts.Add(table.Name, 1);
        }
    }

    private async Task EachAsync<T>(
        TableDefinition<T> table, string userId, Func<TableDefinition<T>, T, Task> act, ErasureCounts counts, Action alive, CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var rows in tables.QueryAsync(table, userId, cancellationToken: cancellationToken).Chunk(AtOnce).ConfigureAwait(false))
        {
            await Task.WhenAll(rows.Select(row => act(table, row))).ConfigureAwait(false);
            counts.Add(table.Name, rows.Length);
            alive();
        }
    }

    private async Task ReplaceAsync<T>(TableDefinition<T> table, T row, T anonymous, CancellationToken cancellationToken)
        where T : class
    {
        await tables.PutAsync(table, [anonymous], cancellationToken).ConfigureAwait(false);
        await DeleteAsync(table, row, cancellationToken).ConfigureAwait(false);
    }

    private Task DeleteAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken)
        where T : class
    {
        var (partition, sort) = table.KeyOf(row);
        return tables.DeleteAsync(table, partition, sort, cancellationToken);
    }
}
