using Notify.Activities.Delivering;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Planning;

/// <summary>What has gone out to a customer, or is about to, when a new plan is made.</summary>
/// <param name="From">UTC; when the new plan may begin: not before the previous date's plan has ended.</param>
/// <param name="Sends">Sent in the 24 hours before <paramref name="From"/>, and planned before it.</param>
/// <param name="CampaignSends">By campaign: sent ever, and planned outside the hours of the new plan.</param>
internal sealed record CustomerPast(
    DateTimeOffset From, IReadOnlyList<RecentSend> Sends, IReadOnlyDictionary<string, int> CampaignSends)
{
    /// <param name="tables">Where it is read.</param>
    /// <param name="userId">The customer.</param>
    /// <param name="hours">What is to be planned.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<CustomerPast> ReadAsync(ITables tables, string userId, PlanHours hours, CancellationToken cancellationToken)
    {
        // Sends before plans: a slot that is sent in between counts once or twice, never not at all
        var history = await DeliveryHistory.ReadAsync(tables, userId, cancellationToken);
        var plans = await tables
            .QueryAsync(NotifyTables.UserSchedule, userId, Keys.Of(hours.Date.AddDays(-1)), Keys.Of(hours.Date.AddDays(1)), cancellationToken)
            .ToListAsync(cancellationToken);
        var begin = plans.Where(plan => plan.Date < hours.Date).Select(plan => plan.PlannedUntil).Append(hours.From).Max();
        var others = plans
            .SelectMany(plan => plan.Slots.Where(slot => plan.Date != hours.Date || slot.At < begin))
            .Where(slot => !history.HasEnded(slot.NotificationId))
            .ToList();
        var counts = history.SendsByCampaign().ToDictionary(StringComparer.Ordinal);
        foreach (var slot in others)
        {
            counts[slot.CampaignId] = counts.GetValueOrDefault(slot.CampaignId) + 1;
        }

        var before = others.Where(slot => slot.At < begin).Select(slot => new RecentSend(slot.CampaignId, slot.At));
        return new CustomerPast(begin, [.. history.SentInDayBefore(begin, onTime: TimeSpan.Zero), .. before], counts);
    }
}
