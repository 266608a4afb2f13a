using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Delivering;

/// <summary>What one customer has already been sent.</summary>
/// <param name="Deliveries">Every delivery recorded, by notification id.</param>
/// <param name="Unrecorded">Messages in the inbox whose record is missing: what sent them was stopped in between.</param>
public sealed record DeliveryHistory(IReadOnlyDictionary<string, Delivery> Deliveries, IReadOnlyList<Notification> Unrecorded)
{
    /// <summary>Reads a customer's history.</summary>
    public static async Task<DeliveryHistory> ReadAsync(ITables tables, string userId, CancellationToken cancellationToken)
    {
        // Messages before records: a send that is recorded meanwhile is then seen by its record
        var messages = await tables.QueryAsync(NotifyTables.Inbox, userId, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        var deliveries = await tables.QueryAsync(NotifyTables.Deliveries, userId, cancellationToken: cancellationToken)
            .ToDictionaryAsync(delivery => delivery.NotificationId, StringComparer.Ordinal, cancellationToken);
        return new DeliveryHistory(
            deliveries,
            messages.FindAll(message => deliveries.GetValueOrDefault(message.NotificationId)?.Status != DeliveryStatus.Sent));
    }

    /// <summary>Whether nothing more will come of a notification.</summary>
    public bool HasEnded(string notificationId) =>
        Deliveries.ContainsKey(notificationId) || Unrecorded.Any(message => message.NotificationId == notificationId);

    /// <summary>Sends made in the 24 hours before a moment.</summary>
    /// <param name="moment">UTC.</param>
    /// <param name="onTime">How late a send may be and still count as made at its slot, for spacing.</param>
    public IReadOnlyList<RecentSend> SentInDayBefore(DateTimeOffset moment, TimeSpan onTime) =>
    [
        .. Recorded()
            .Where(delivery => IsInDayBefore(moment, delivery.SentAt!.Value))
            .Select(delivery => new RecentSend(delivery.CampaignId, delivery.SentAt!.Value)
            {
                PlannedAt = delivery.SentAt.Value - delivery.ScheduledAt <= onTime ? delivery.ScheduledAt : delivery.SentAt.Value,
            }),
        .. Unrecorded
            .Where(message => IsInDayBefore(moment, message.SentUtc))
            .Select(message => new RecentSend(message.CampaignId, message.SentUtc)),
    ];

    /// <summary>How often each campaign was sent to this customer, ever.</summary>
    public IReadOnlyDictionary<string, int> SendsByCampaign() => Recorded().Select(delivery => delivery.CampaignId)
        .Concat(Unrecorded.Select(message => message.CampaignId))
        .CountBy(campaignId => campaignId, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    private static bool IsInDayBefore(DateTimeOffset moment, DateTimeOffset sentAt) => sentAt > moment.AddDays(-1) && sentAt <= moment;

    private IEnumerable<Delivery> Recorded() => Deliveries.Values.Where(delivery => delivery.Status == DeliveryStatus.Sent);
}
