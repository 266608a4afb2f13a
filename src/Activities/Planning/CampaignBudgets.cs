using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Planning;

/// <summary>How many more of each campaign with a budget may go out, over all customers.</summary>
public sealed class CampaignBudgets(ITables tables) : IDisposable
{
    private readonly SemaphoreSlim counting = new(1);
    private Counted? last;

    /// <summary>
    /// Budgets less what was sent, and less what earlier plans still hold. Slots that the new plans will replace hold
    /// nothing, so an attempt that follows a failed one finds the same.
    /// </summary>
    /// <remarks>Counting reads every message, so the shares of one planning run that this process plans count once.</remarks>
    /// <param name="hours">What is about to be planned.</param>
    /// <param name="progress">Hears the rows read so far.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public async Task<IReadOnlyDictionary<string, int>> CountRemainingAsync(
        PlanHours hours, Action<long> progress, CancellationToken cancellationToken)
    {
        while (!await counting.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken))
        {
            progress(0);
        }

        try
        {
            if (last?.Hours != hours)
            {
                last = new Counted(hours, await CountAsync(hours, progress, cancellationToken));
            }

            return last.Remaining;
        }
        finally
        {
            counting.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => counting.Dispose();

    private async Task<IReadOnlyDictionary<string, int>> CountAsync(PlanHours hours, Action<long> progress, CancellationToken cancellationToken)
    {
        var remaining = await tables.ScanAsync(NotifyTables.Campaigns, cancellationToken: cancellationToken)
            .Where(campaign => campaign is { Budget: not null, Status: CampaignStatus.Active } && campaign.EndDate >= hours.Date.AddDays(-1))
            .ToDictionaryAsync(campaign => campaign.CampaignId, campaign => campaign.Budget!.Value, StringComparer.Ordinal, cancellationToken);
        if (remaining.Count == 0)
        {
            return remaining;
        }

        // Plans before messages: a slot sent in between is taken off twice rather than not at all
        var rows = 0L;
        await foreach (var plan in tables.ScanAsync(NotifyTables.UserSchedule, cancellationToken: cancellationToken))
        {
            foreach (var slot in Held(plan, hours).Where(slot => remaining.ContainsKey(slot.CampaignId)))
            {
                remaining[slot.CampaignId] -= await HasEndedAsync(plan.UserId, slot, cancellationToken) ? 0 : 1;
            }

            Tell(++rows);
        }

        await foreach (var message in tables.ScanAsync(NotifyTables.Inbox, cancellationToken: cancellationToken))
        {
            if (remaining.TryGetValue(message.CampaignId, out var left))
            {
                remaining[message.CampaignId] = left - 1;
            }

            Tell(++rows);
        }

        return remaining;

        void Tell(long read)
        {
            if (read % 1000 == 0)
            {
                progress(read);
            }
        }
    }

    /// <summary>The slots of a plan that will stay when the hours are planned; what ended before the day before is over.</summary>
    private static IEnumerable<PlannedSlot> Held(UserSchedule plan, PlanHours hours) => plan.Date < hours.Date.AddDays(-1)
        ? []
        : plan.Slots.Where(slot => plan.Date != hours.Date || slot.At < hours.From);

    private async Task<bool> HasEndedAsync(string userId, PlannedSlot slot, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.Deliveries, userId, slot.NotificationId, cancellationToken) is not null
        || await tables.GetAsync(NotifyTables.Inbox, userId, slot.NotificationId, cancellationToken) is not null;

    private sealed record Counted(PlanHours Hours, IReadOnlyDictionary<string, int> Remaining);
}
