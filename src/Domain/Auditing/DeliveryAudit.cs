using Notify.Domain.Deliveries;
using Notify.Domain.Planning;

namespace Notify.Domain.Auditing;

/// <summary>
/// Accounts for every planned notification, customer by customer. It trusts no counter kept along the way: it looks at
/// plans, records of delivery and inboxes, which are written by different steps.
/// </summary>
/// <param name="asOf">UTC; slots due later are pending.</param>
/// <param name="grace">How long a due slot may still be under way before it counts as lost.</param>
/// <param name="speed">Seconds of workflow time in a real second.</param>
/// <param name="frequencyCaps">By campaign; a missing one is 1.</param>
public sealed class DeliveryAudit(
    DateTimeOffset asOf, TimeSpan grace, double speed, IReadOnlyDictionary<string, int> frequencyCaps)
{
    private readonly List<double> lateness = [];
    private readonly SortedDictionary<string, int> skippedBy = new(StringComparer.Ordinal);
    private AuditReport counts = new();

    /// <summary>Accounts for one customer.</summary>
    public void Add(
        IEnumerable<UserSchedule> schedules, IReadOnlyCollection<Delivery> deliveries, IReadOnlyCollection<Notification> inbox)
    {
        var records = deliveries.ToDictionary(delivery => delivery.NotificationId, StringComparer.Ordinal);
        var messages = inbox.Select(message => message.NotificationId).ToHashSet(StringComparer.Ordinal);
        foreach (var slot in schedules.SelectMany(schedule => schedule.Slots).DistinctBy(slot => slot.NotificationId))
        {
            AddSlot(slot, records.GetValueOrDefault(slot.NotificationId), messages.Contains(slot.NotificationId));
        }

        foreach (var record in deliveries)
        {
            AddRecord(record, messages.Contains(record.NotificationId));
        }

        counts = counts with
        {
            Delivered = counts.Delivered + inbox.Count,
            Doubled = counts.Doubled + inbox.CountBy(message => message.CampaignId, StringComparer.Ordinal)
                .Sum(campaign => Math.Max(0, campaign.Value - frequencyCaps.GetValueOrDefault(campaign.Key, 1))),
        };
    }

    /// <summary>The account of every customer added.</summary>
    public AuditReport Report()
    {
        lateness.Sort();
        return counts with
        {
            SkippedBy = skippedBy,
            Lateness = lateness.Count == 0
                ? null
                : new LatenessReport(
                    Percentile(0.50), Percentile(0.99), lateness[^1], lateness.Count(seconds => seconds <= 10) / (double)lateness.Count),
        };
    }

    private void AddSlot(PlannedSlot slot, Delivery? record, bool hasMessage)
    {
        var isPending = record is null && !hasMessage && slot.At + grace > asOf;
        var isLost = record is null && !isPending;
        counts = counts with
        {
            Planned = counts.Planned + 1,
            Pending = counts.Pending + (isPending ? 1 : 0),
            Lost = counts.Lost + (isLost ? 1 : 0),
        };
    }

    private void AddRecord(Delivery record, bool hasMessage)
    {
        var isSent = record.Status == DeliveryStatus.Sent;
        counts = counts with
        {
            Skipped = counts.Skipped + (record.Status == DeliveryStatus.Skipped ? 1 : 0),
            Failed = counts.Failed + (record.Status == DeliveryStatus.Failed ? 1 : 0),
            Retried = counts.Retried + (isSent && record.Attempts > 1 ? 1 : 0),
            Lost = counts.Lost + (isSent && !hasMessage ? 1 : 0),
        };
        if (isSent)
        {
            lateness.Add(Math.Max(0, (record.SentAt!.Value - record.ScheduledAt).TotalSeconds) / speed);
        }
        else if (record.Status == DeliveryStatus.Skipped)
        {
            skippedBy[record.Reason] = skippedBy.GetValueOrDefault(record.Reason) + 1;
        }
    }

    // Nearest rank: the value that so large a share of the sends does not exceed
    private double Percentile(double share) => lateness[Math.Max(0, (int)Math.Ceiling(share * lateness.Count) - 1)];
}
