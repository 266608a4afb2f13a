using System.Globalization;
using Notify.Domain.Campaigns;
using Notify.Domain.Events;
using Notify.Storage.Tables;

namespace Notify.Activities.Events;

/// <summary>Counts what customers do with campaigns, each event once.</summary>
/// <remarks>
/// A count cannot be keyed by its events, so two things guard it. Each counter remembers the offset up to which its
/// partition was counted, so a batch that comes again adds nothing; it is replaced on condition, so a consumer that lost
/// its partition does not set it back. And an event that its producer sent twice is known by its row; counts are
/// therefore written before rows.
/// </remarks>
public sealed class CampaignCounters(ITables tables)
{
    /// <summary>Counts the events that name a campaign.</summary>
    /// <param name="topic">Their stream.</param>
    /// <param name="events">In order of partition and offset.</param>
    /// <param name="rows">The table that holds what was counted before.</param>
    /// <param name="cancellationToken">Stops it; some counters may have been written.</param>
    public Task CountAsync<T>(string topic, IReadOnlyList<PlacedEvent> events, TableDefinition<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var answers = events.Where(placed => placed.Event.CampaignId is not null).ToLookup(placed => CounterOf(topic, placed));
        // Refused is what another consumer counted too, to whom the partition went
        return tables.UpdateAsync(NotifyTables.CampaignCounters, [.. answers.Select(counter => counter.Key)], ChangeAsync, cancellationToken);

        async Task<IEnumerable<CampaignCounter>> ChangeAsync(IReadOnlyCollection<RowKey> keys, IReadOnlyDictionary<RowKey, CampaignCounter> held)
        {
            var uncounted = keys.ToDictionary(key => key, key => answers[key].Where(placed => placed.Position.Offset > (held.GetValueOrDefault(key)?.CountedTo ?? -1)).ToList());
            RowKey[] asked = [.. uncounted.Values.SelectMany(of => of).Select(placed => RowOf(placed.Event)).Distinct()];
            var counted = (await tables.GetManyAsync(rows, asked, cancellationToken).ConfigureAwait(false)).Select(rows.KeyOf).ToHashSet();
            return uncounted.Where(of => of.Value.Count > 0).Select(of => Count(held.GetValueOrDefault(of.Key) ?? Empty(of.Key), of.Value, counted)).ToList();
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

    private static CampaignCounter Empty(RowKey key) => new() { CampaignId = key.Partition, Shard = key.Sort!, CountedTo = -1 };

    private static CampaignCounter Count(CampaignCounter counter, List<PlacedEvent> answers, HashSet<RowKey> counted)
    {
        foreach (var placed in answers)
        {
            counter = (counted.Add(RowOf(placed.Event)) ? With(counter, placed.Event) : counter) with { CountedTo = placed.Position.Offset };
        }

        return counter;
    }

    private static RowKey CounterOf(string topic, PlacedEvent placed) =>
        new(placed.Event.CampaignId!, string.Create(CultureInfo.InvariantCulture, $"{topic}/{placed.Position.Partition}"));

    private static RowKey RowOf(ShopEvent one) => new(one.UserId, one.PurchaseId ?? one.EventId);

    private static CampaignCounter With(CampaignCounter counter, ShopEvent one) => one.Event switch
    {
        ShopEventKind.CampaignView => counter with { Views = counter.Views + 1 },
        ShopEventKind.Click => counter with { Clicks = counter.Clicks + 1 },
        ShopEventKind.Dismiss => counter with { Dismissals = counter.Dismissals + 1 },
        ShopEventKind.OptOut => counter with { OptOuts = counter.OptOuts + 1 },
        ShopEventKind.Purchase => counter with { Orders = counter.Orders + 1, Revenue = counter.Revenue + one.TotalAmount },
        _ => counter,
    };
}
