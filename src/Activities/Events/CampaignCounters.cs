using System.Globalization;
using Notify.Domain.Campaigns;
using Notify.Domain.Events;
using Notify.Storage.Tables;

namespace Notify.Activities.Events;

/// <summary>Counts what customers do with campaigns, each event once.</summary>
/// <remarks>
/// A count cannot be keyed by its events, so two things guard it. Each counter remembers the offset up to which its
/// partition was counted, so a batch that comes again adds nothing. And an event that its producer sent twice is known by
/// its row; counts are therefore written before rows.
/// </remarks>
public sealed class CampaignCounters(ITables tables)
{
    /// <summary>Counts the events that name a campaign.</summary>
    /// <param name="topic">Their stream.</param>
    /// <param name="events">In order of partition and offset.</param>
    /// <param name="isKnown">Whether the event's row is in the tables.</param>
    /// <param name="cancellationToken">Stops it; some counters may have been written.</param>
    public async Task CountAsync(
        string topic, IReadOnlyList<PlacedEvent> events, Func<ShopEvent, ValueTask<bool>> isKnown, CancellationToken cancellationToken)
    {
        var counters = new Dictionary<(string, int), CampaignCounter>();
        var seen = new HashSet<(string, string)>();
        foreach (var placed in events)
        {
            if (placed.Event.CampaignId is not { } campaignId)
            {
                continue;
            }

            var key = (campaignId, placed.Position.Partition);
            if (!counters.TryGetValue(key, out var counter))
            {
                counter = await ReadAsync(campaignId, ShardOf(topic, placed.Position.Partition), cancellationToken).ConfigureAwait(false);
                counters.Add(key, counter);
            }

            if (placed.Position.Offset > counter.CountedTo)
            {
                var isNew = seen.Add(IdOf(placed.Event)) && !await isKnown(placed.Event).ConfigureAwait(false);
                counters[key] = (isNew ? With(counter, placed.Event) : counter) with { CountedTo = placed.Position.Offset };
            }
        }

        if (counters.Count > 0)
        {
            await tables.PutAsync(NotifyTables.CampaignCounters, counters.Values, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A campaign's figures over all streams and partitions.</summary>
    public async Task<CampaignCounter> SumAsync(string campaignId, CancellationToken cancellationToken)
    {
        var sum = new CampaignCounter { CampaignId = campaignId, Shard = "", CountedTo = 0 };
        await foreach (var shard in tables.QueryAsync(NotifyTables.CampaignCounters, campaignId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            sum = sum with
            {
                Views = sum.Views + shard.Views,
                Clicks = sum.Clicks + shard.Clicks,
                Dismissals = sum.Dismissals + shard.Dismissals,
                OptOuts = sum.OptOuts + shard.OptOuts,
                Orders = sum.Orders + shard.Orders,
                Revenue = sum.Revenue + shard.Revenue,
            };
        }

        return sum;
    }

    private static string ShardOf(string topic, int partition) => string.Create(CultureInfo.InvariantCulture, $"{topic}/{partition}");

    private static (string, string) IdOf(ShopEvent one) => (one.UserId, one.PurchaseId ?? one.EventId);

    private static CampaignCounter With(CampaignCounter counter, ShopEvent one) => one.Event switch
    {
        ShopEventKind.CampaignView => counter with { Views = counter.Views + 1 },
        ShopEventKind.Click => counter with { Clicks = counter.Clicks + 1 },
        ShopEventKind.Dismiss => counter with { Dismissals = counter.Dismissals + 1 },
        ShopEventKind.OptOut => counter with { OptOuts = counter.OptOuts + 1 },
        ShopEventKind.Purchase => counter with { Orders = counter.Orders + 1, Revenue = counter.Revenue + one.TotalAmount },
        _ => counter,
    };

    private async Task<CampaignCounter> ReadAsync(string campaignId, string shard, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.CampaignCounters, campaignId, shard, cancellationToken).ConfigureAwait(false)
        ?? new CampaignCounter { CampaignId = campaignId, Shard = shard, CountedTo = -1 };
}
