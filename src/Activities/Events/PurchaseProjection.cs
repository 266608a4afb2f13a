using Notify.Activities.Delivering;
using Notify.Domain.Events;
using Notify.Domain.Purchases;
using Notify.Storage.Changes;
using Notify.Storage.Streams;
using Notify.Storage.Tables;

namespace Notify.Activities.Events;

/// <summary>Orders: rows of the purchase history, their cells of the user–product matrix, counters, and word of it in the change log.</summary>
/// <remarks>
/// A cell is computed from all of the customer's purchases of that product, never added to, so that it is what a whole
/// feature run gives whatever comes again. A customer's orders are in one partition: nobody else computes the same cell.
/// </remarks>
public sealed class PurchaseProjection(ITables tables, CampaignCounters counters, ChangeLog changes, IDeliverySignals signals) : IProjection
{
    // A read costs a cluster's round trip; on one machine it costs a core, of which there are few
    private const int ReadsAtOnce = 8;

    /// <inheritdoc/>
    public string Topic => StreamTopics.PurchaseHistory;

    /// <inheritdoc/>
    public bool Takes(ShopEvent shopEvent) => shopEvent.IsPurchase;

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        // Before the rows: a row that is there says that its order was counted
        await counters.CountAsync(Topic, events, NotifyTables.PurchaseHistory, cancellationToken).ConfigureAwait(false);
        Purchase[] rows = [.. events.Select(placed => placed.Event.ToPurchase())];
        await tables.PutAsync(NotifyTables.PurchaseHistory, rows, cancellationToken).ConfigureAwait(false);
        var cells = await CellsAsync(rows, cancellationToken).ConfigureAwait(false);
        await tables.PutAsync(NotifyTables.UserProductMatrix, cells, cancellationToken).ConfigureAwait(false);
        await changes.AppendAsync(NotifyTables.PurchaseHistory.Name, rows.Select(row => row.UserId), cancellationToken).ConfigureAwait(false);
        foreach (var (one, _) in events)
        {
            // An answer to a notification. Planning anew after every order would cost more than it brings
            if (one.NotificationId is not null)
            {
                await signals.PurchasedAsync(one.UserId, one.PurchaseId!, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyCollection<UserProduct>> CellsAsync(Purchase[] rows, CancellationToken cancellationToken)
    {
        var cells = new List<UserProduct>(rows.Length);
        var touched = rows.GroupBy(row => row.UserId, row => row.ProductId, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            touched,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (user, stop) =>
            {
                var purchases = await tables.QueryAsync(NotifyTables.PurchaseHistory, user.Key, cancellationToken: stop).ToListAsync(stop).ConfigureAwait(false);
                lock (cells)
                {
                    cells.AddRange(MatrixCells.Of(purchases, user));
                }
            }).ConfigureAwait(false);
        return cells;
    }
}
