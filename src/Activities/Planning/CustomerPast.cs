using Notify.Activities.Delivering;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Planning;

/// <summary>What has gone out to a customer, or is about to, when a new plan is made.</summary>
/// <param name="From">UTC; when the new plan may begin: not before the previous date's plan has ended.</param>
/// <param name="Sends">Sent in the 24 hours before <paramref name="From"/>, and planned before it.</param>
/// <param name="CampaignSends">By campaign: sent ever, and planned before <paramref name="From"/>.</param>
internal sealed record CustomerPast(
    DateTimeOffset From, IReadOnlyList<RecentSend> Sends, IReadOnlyDictionary<string, int> CampaignSends)
{
    /// <param name="tables">Where it is read.</param>
    /// <param name="userId">The customer.</param>
    /// <param name="from">UTC; when planning would begin for a customer without earlier plans.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<CustomerPast> ReadAsync(
        ITables tables, string userId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(from.UtcDateTime);
        var history = await DeliveryHistory.ReadAsync(tables, userId, cancellationToken);
        var plans = await tables
            .QueryAsync(NotifyTables.UserSchedule, userId, Keys.Of(today.AddDays(-1)), Keys.Of(today), cancellationToken)
            .ToListAsync(cancellationToken);
        var begin = plans.Where(plan => plan.Date < today).Select(plan => plan.PlannedUntil).Append(from).Max();
        var pending = plans.SelectMany(plan => plan.Slots)
            .Where(slot => slot.At < begin && !history.Deliveries.ContainsKey(slot.NotificationId))
            .Select(slot => new RecentSend(slot.CampaignId, slot.At))
            .ToList();
        var counts = history.SendsByCampaign().ToDictionary(StringComparer.Ordinal);
        foreach (var send in pending)
        {
            counts[send.CampaignId] = counts.GetValueOrDefault(send.CampaignId) + 1;
        }

        return new CustomerPast(begin, [.. history.SentInDayBefore(begin, onTime: TimeSpan.Zero), .. pending], counts);
    }
}
