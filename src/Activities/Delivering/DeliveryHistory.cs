using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Delivering;

/// <summary>What one customer has already been sent.</summary>
/// <param name="Deliveries">Every delivery recorded, by notification id.</param>
public sealed record DeliveryHistory(IReadOnlyDictionary<string, Delivery> Deliveries)
{
    /// <summary>Reads a customer's history.</summary>
    public static async Task<DeliveryHistory> ReadAsync(ITables tables, string userId, CancellationToken cancellationToken)
    {
        var deliveries = new Dictionary<string, Delivery>(StringComparer.Ordinal);
        await foreach (var delivery in tables.QueryAsync(NotifyTables.Deliveries, userId, cancellationToken: cancellationToken))
        {
            deliveries[delivery.NotificationId] = delivery;
        }

        return new DeliveryHistory(deliveries);
    }

    /// <summary>Sends made in the 24 hours before a moment.</summary>
    /// <param name="moment">UTC.</param>
    /// <param name="onTime">How late a send may be and still count as made at its slot, for spacing.</param>
    public IReadOnlyList<RecentSend> SentInDayBefore(DateTimeOffset moment, TimeSpan onTime) =>
    [
        .. Sent()
            .Where(delivery => delivery.SentAt > moment.AddDays(-1) && delivery.SentAt <= moment)
            .Select(delivery => new RecentSend(delivery.CampaignId, delivery.SentAt!.Value)
            {
                PlannedAt = delivery.SentAt.Value - delivery.ScheduledAt <= onTime ? delivery.ScheduledAt : delivery.SentAt.Value,
            }),
    ];

    /// <summary>How often each campaign was sent to this customer, ever.</summary>
    public IReadOnlyDictionary<string, int> SendsByCampaign() => Sent()
        .CountBy(delivery => delivery.CampaignId, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    private IEnumerable<Delivery> Sent() => Deliveries.Values.Where(delivery => delivery.Status == DeliveryStatus.Sent);
}
