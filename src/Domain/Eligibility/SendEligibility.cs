using NodaTime;
using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using Notify.Domain.Time;

namespace Notify.Domain.Eligibility;

/// <summary>Looks at a planned notification once more, right before it is sent: much can change between plan and slot.</summary>
public static class SendEligibility
{
    /// <summary>
    /// A plan puts two sends exactly the minimum spacing apart, and a send happens moments after its slot; so the
    /// spacing may fall short by this much. The cap of a rolling day has no such slack.
    /// </summary>
    public static readonly TimeSpan SpacingSlack = TimeSpan.FromMinutes(1);

    /// <param name="request">Customer, campaign and what has gone out, as they stand now.</param>
    /// <param name="policy">The shop's rules.</param>
    /// <exception cref="ArgumentException">The policy is out of its bounds.</exception>
    public static EligibilityVerdict Check(EligibilityRequest request, PlanningPolicy policy)
    {
        policy.Validate();
        if (ForGood(request, policy) is { } forGood)
        {
            return new EligibilityVerdict(forGood.Outcome, forGood.Detail, NextEligibleAt: null);
        }

        var zone = ZoneResolver.Resolve(request.TimeZone, policy.DefaultTimeZone);
        if (!zone.IsKnown)
        {
            return new EligibilityVerdict(LedgerOutcome.TimeZoneUnknown, zone.Detail, NextEligibleAt: null);
        }

        return AtMoment(request, policy, zone.Zone, request.Now) is { } forNow
            ? new EligibilityVerdict(forNow.Outcome, forNow.Detail, Next(request, policy, zone.Zone))
            : new EligibilityVerdict(LedgerOutcome.Chosen, "", NextEligibleAt: null);
    }

    // What no later moment of the day can mend.
    private static (string Outcome, string Detail)? ForGood(EligibilityRequest request, PlanningPolicy policy)
    {
        var (preferences, campaign) = (request.Preferences, request.Campaign);
        if (preferences?.OptedOutAt is { } optedOut)
        {
            return (LedgerOutcome.OptedOut, $"the customer opted out of everything at {optedOut:u}");
        }

        if (preferences?.Channels is { Count: > 0 } channels && !channels.Contains(policy.Channel))
        {
            return (LedgerOutcome.ChannelRefused, $"the customer no longer accepts {policy.Channel}");
        }

        if (campaign.Status != CampaignStatus.Active)
        {
            return (LedgerOutcome.NotActive, $"the campaign is {campaign.Status}");
        }

        if (preferences?.MutedTypes.Contains(campaign.NotificationType) == true)
        {
            return (LedgerOutcome.MutedType, $"the customer has muted {campaign.NotificationType}");
        }

        var received = Math.Max(request.CampaignSends, request.RecentSends.Count(sent => sent.CampaignId == campaign.CampaignId));
        return received >= campaign.FrequencyCap
            ? (LedgerOutcome.FrequencyCap, $"received {received} times; the campaign's cap is {campaign.FrequencyCap}")
            : null;
    }

    private static (string Outcome, string Detail)? AtMoment(EligibilityRequest request, PlanningPolicy policy, DateTimeZone zone, DateTimeOffset at)
    {
        var (preferences, campaign) = (request.Preferences, request.Campaign);
        var local = LocalMoment.Of(at, zone);
        if (local.Date < campaign.StartDate || local.Date > campaign.EndDate)
        {
            return (LedgerOutcome.OutsideDates, $"{local.Date:yyyy-MM-dd} is not between {campaign.StartDate:yyyy-MM-dd} and {campaign.EndDate:yyyy-MM-dd}");
        }

        if (preferences?.BlackoutDates.Contains(local.Date) == true)
        {
            return (LedgerOutcome.BlackoutDate, $"{local.Date:yyyy-MM-dd} is one of the customer's blackout dates");
        }

        var window = new DailyWindow(campaign.WindowStart, campaign.WindowEnd);
        if (!window.Covers(local.Time))
        {
            return (LedgerOutcome.OutsideWindow, $"{local.Time:HH:mm} is outside the campaign's daily window {window}");
        }

        var quiet = QuietHours.Of(preferences?.QuietStart, preferences?.QuietEnd, policy.QuietHours);
        return quiet.Covers(local.Time)
            ? (LedgerOutcome.QuietHours, $"{local.Time:HH:mm} is in the quiet hours {quiet}")
            : Crowded(request, policy, at);
    }

    private static (string Outcome, string Detail)? Crowded(EligibilityRequest request, PlanningPolicy policy, DateTimeOffset at)
    {
        var spacing = policy.MinimumSpacing - SpacingSlack;
        var moment = at == request.Now ? request.PlannedAt ?? at : at;
        foreach (var other in request.RecentSends.Select(sent => sent.PlannedAt).Concat(request.PlannedLater))
        {
            var apart = (moment - other).Duration();
            if (apart < spacing)
            {
                return (LedgerOutcome.Spacing, $"only {apart.TotalMinutes:0.#} minutes from the notification of {other:u}; {policy.MinimumSpacing.TotalMinutes} are kept");
            }
        }

        var cap = Math.Clamp(request.Preferences?.MaxPerDay ?? policy.MaxPerRollingDay, 0, policy.MaxPerRollingDay);
        List<DateTimeOffset> all = [.. request.RecentSends.Select(sent => sent.At), .. request.PlannedLater, at];
        foreach (var end in all.Where(end => end >= at && end < at.AddDays(1)))
        {
            var inWindow = all.Count(other => other <= end && other > end.AddDays(-1));
            if (inWindow > cap)
            {
                return (LedgerOutcome.DailyCap, $"it would be number {inWindow} in the 24 hours until {end:u}; the cap is {cap}");
            }
        }

        return null;
    }

    private static DateTimeOffset? Next(EligibilityRequest request, PlanningPolicy policy, DateTimeZone zone)
    {
        var minute = TimeSpan.TicksPerMinute;
        var at = new DateTimeOffset(((request.Now.UtcTicks / minute) + 1) * minute, TimeSpan.Zero);
        for (; at < request.Until; at = at.AddMinutes(1))
        {
            if (AtMoment(request, policy, zone, at) is null)
            {
                return at;
            }
        }

        return null;
    }
}
