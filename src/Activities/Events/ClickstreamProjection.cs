using Notify.Activities.Delivering;
using Notify.Domain.Events;
using Notify.Storage.Changes;
using Notify.Storage.Streams;
using Notify.Storage.Tables;

namespace Notify.Activities.Events;

/// <summary>Everything but orders: rows of the clickstream, opt-outs, counters, and word of it in the change log, from which features follow.</summary>
public sealed class ClickstreamProjection(ITables tables, CampaignCounters counters, OptOuts optOuts, ChangeLog changes, IDeliverySignals signals) : IProjection
{
    /// <inheritdoc/>
    public string Topic => StreamTopics.Clickstream;

    /// <inheritdoc/>
    public bool Takes(ShopEvent shopEvent) => !shopEvent.IsPurchase;

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        // Before the rows: a row that is there says that its event was counted
        await counters.CountAsync(Topic, events, NotifyTables.Clickstream, cancellationToken).ConfigureAwait(false);
        var leaving = Leaving(events);
        await Task.WhenAll(
            tables.PutAsync(NotifyTables.Clickstream, [.. events.Select(placed => placed.Event.ToClickEvent())], cancellationToken),
            optOuts.RecordAsync(leaving, cancellationToken)).ConfigureAwait(false);
        await changes.AppendAsync(NotifyTables.Clickstream.Name, events.Select(placed => placed.Event.UserId), cancellationToken).ConfigureAwait(false);
        foreach (var userId in leaving.Keys)
        {
            await signals.OptedOutAsync(userId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Who opts out, and since when.</summary>
    private static Dictionary<string, DateTimeOffset> Leaving(IReadOnlyList<PlacedEvent> events)
    {
        var leaving = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (one, _) in events)
        {
            if (one.Event == ShopEventKind.OptOut && !(leaving.TryGetValue(one.UserId, out var since) && since <= one.Timestamp))
            {
                leaving[one.UserId] = one.Timestamp;
            }
        }

        return leaving;
    }
}
