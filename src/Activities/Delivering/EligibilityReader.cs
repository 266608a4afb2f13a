using Notify.Domain.Deliveries;
using Notify.Domain.Eligibility;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Activities.Delivering;

/// <summary>Whether a slot may be sent now, and what to send.</summary>
/// <param name="Message">What to send; null when it may not be sent now.</param>
/// <param name="Reason">A stable code when it may not be sent, else empty.</param>
/// <param name="NextAt">UTC; when it may be sent later the same day, null when it may not.</param>
public sealed record SendVerdict(Notification? Message, string Reason = "", DateTimeOffset? NextAt = null);

/// <summary>Reads what stands at the moment of a send, and asks the rules.</summary>
public sealed class EligibilityReader(ITables tables, PlanningPolicy policy, Pace pace)
{
    /// <summary>Why a slot is skipped whose plan had ended before it could be sent, such as after an outage.</summary>
    public const string PlanEnded = "plan_ended";

    /// <summary>Why a slot is skipped whose customer is no longer in the tables.</summary>
    public const string UserGone = "user_gone";

    /// <param name="request">The slot that is due.</param>
    /// <param name="now">UTC; also what the message will say it was sent at.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<SendVerdict> CheckAsync(DeliverRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isOnTime = now - request.DueAt <= pace.OnTime;
        if (now >= request.PlannedUntil && !isOnTime)
        {
            return new SendVerdict(null, PlanEnded);
        }

        var user = await tables.GetAsync(NotifyTables.Users, request.UserId, cancellationToken: cancellationToken);
        var campaign = await tables.GetAsync(NotifyTables.Campaigns, request.Slot.CampaignId, cancellationToken: cancellationToken);
        if (user is null || campaign is null)
        {
            return new SendVerdict(null, user is null ? UserGone : LedgerOutcome.NotActive);
        }

        var history = await DeliveryHistory.ReadAsync(tables, request.UserId, cancellationToken);
        var verdict = SendEligibility.Check(
            new EligibilityRequest
            {
                Preferences = await tables.GetAsync(NotifyTables.UserPreferences, request.UserId, cancellationToken: cancellationToken),
                TimeZone = user.TimeZone,
                Campaign = campaign,
                RecentSends = history.SentInDayBefore(now, pace.OnTime),
                CampaignSends = history.SendsByCampaign().GetValueOrDefault(campaign.CampaignId),
                Now = now,
                PlannedAt = isOnTime ? request.DueAt : null,
                Until = request.PlannedUntil,
                PlannedLater = request.PlannedLater,
            },
            policy);
        return verdict.IsEligible
            ? new SendVerdict(NotificationComposer.Compose(campaign, user, request.Slot, now))
            : new SendVerdict(null, verdict.Reason, verdict.NextEligibleAt);
    }
}
