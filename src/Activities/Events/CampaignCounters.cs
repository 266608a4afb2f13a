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
    /// <param name="known">Of the keys of events' rows, which are in the tables.</param>
    /// <param name="cancellationToken">Stops it; some counters may have been written.</param>
    public async Task CountAsync(
        string topic, IReadOnlyList<PlacedEvent> events, Func<IReadOnlyCollection<RowKey>, Task<IEnumerable<RowKey>>> known, CancellationToken cancellationToken)
    {
        var answers = events.Where(placed => placed.Event.CampaignId is not null).ToList();
        while (answers.Count > 0)
        {
            var held = await ReadAsync([.. answers.Select(placed => CounterOf(topic, placed)).Distinct()], cancellationToken).ConfigureAwait(false);
            answers.RemoveAll(placed => held.TryGetValue(CounterOf(topic, placed), out var counter) && placed.Position.Offset <= counter.CountedTo);
            var rows = (await known([.. answers.Select(placed => RowOf(placed.Event))]).ConfigureAwait(false)).ToHashSet();
            var changes = Count(topic, answers, held, rows).Select(counter => new RowChange<CampaignCounter>(held.GetValueOrDefault(KeyOf(counter)), counter)).ToList();
            var refused = await tables.TryReplaceAsync(NotifyTables.CampaignCounters, changes, cancellationToken).ConfigureAwait(false);
            // The partition went to another consumer, who counts too: with what it wrote, once more
            var again = refused.Select(change => KeyOf(change.Row)).ToHashSet();
            answers.RemoveAll(placed => !again.Contains(CounterOf(topic, placed)));
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

    private static IEnumerable<CampaignCounter> Count(
        string topic, List<PlacedEvent> answers, IReadOnlyDictionary<RowKey, CampaignCounter> held, HashSet<RowKey> counted)
    {
        var counters = new Dictionary<RowKey, CampaignCounter>();
        foreach (var placed in answers)
        {
            var key = CounterOf(topic, placed);
            var counter = counters.GetValueOrDefault(key) ?? held.GetValueOrDefault(key) ?? new CampaignCounter { CampaignId = key.Partition, Shard = key.Sort!, CountedTo = -1 };
            counters[key] = (counted.Add(RowOf(placed.Event)) ? With(counter, placed.Event) : counter) with { CountedTo = placed.Position.Offset };
        }

        return counters.Values;
    }

    private static RowKey CounterOf(string topic, PlacedEvent placed) =>
        new(placed.Event.CampaignId!, string.Create(CultureInfo.InvariantCulture, $"{topic}/{placed.Position.Partition}"));

    private static RowKey KeyOf(CampaignCounter counter) => new(counter.CampaignId, counter.Shard);

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

    private async Task<Dictionary<RowKey, CampaignCounter>> ReadAsync(IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken) =>
        (await tables.GetManyAsync(NotifyTables.CampaignCounters, keys, cancellationToken).ConfigureAwait(false)).ToDictionary(KeyOf);
}
