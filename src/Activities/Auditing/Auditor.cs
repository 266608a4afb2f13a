using Notify.Domain.Auditing;
using Notify.Storage.Tables;

namespace Notify.Activities.Auditing;

/// <summary>Reads the tables for <see cref="DeliveryAudit"/>.</summary>
public sealed class Auditor(ITables tables, Pace pace, TimeProvider time)
{
    // Longer than every retry of a send together; in real seconds
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Accounts for everything planned so far.</summary>
    public async Task<AuditReport> AuditAsync(CancellationToken cancellationToken)
    {
        var caps = await tables.ScanAsync(NotifyTables.Campaigns, cancellationToken: cancellationToken)
            .ToDictionaryAsync(campaign => campaign.CampaignId, campaign => campaign.FrequencyCap, StringComparer.Ordinal, cancellationToken);
        var audit = new DeliveryAudit(time.GetUtcNow(), Grace * pace.Speed, pace.Speed, caps);
        await foreach (var user in tables.ScanAsync(NotifyTables.Users, cancellationToken: cancellationToken))
        {
            audit.Add(
                await tables.QueryAsync(NotifyTables.UserSchedule, user.UserId, cancellationToken: cancellationToken).ToListAsync(cancellationToken),
                await tables.QueryAsync(NotifyTables.Deliveries, user.UserId, cancellationToken: cancellationToken).ToListAsync(cancellationToken),
                await tables.QueryAsync(NotifyTables.Inbox, user.UserId, cancellationToken: cancellationToken).ToListAsync(cancellationToken));
        }

        return audit.Report();
    }
}
