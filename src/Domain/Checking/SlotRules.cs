using Notify.Domain.Campaigns;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>What holds for each slot without regard to the clock on the wall or to other notifications.</summary>
internal static class SlotRules
{
    public static void Check(PlanRequest request, UserSchedule schedule, PlanningPolicy policy, List<PlanViolation> violations)
    {
        CheckCustomer(request, schedule, policy, violations);
        var campaigns = new HashSet<string>(StringComparer.Ordinal);
        PlannedSlot? previous = null;
        foreach (var slot in schedule.Slots)
        {
            CheckSlot(request, slot, violations);
            if (previous is not null && slot.At < previous.At)
            {
                violations.Add(new PlanViolation(PlanRule.Order, slot.CampaignId, $"the slot at {slot.At:u} follows the one at {previous.At:u}"));
            }

            if (!campaigns.Add(slot.CampaignId))
            {
                violations.Add(new PlanViolation(PlanRule.CampaignOnce, slot.CampaignId, $"a second slot, at {slot.At:u}"));
            }

            CheckCampaign(request, slot, violations);
            previous = slot;
        }
    }

    private static void CheckCustomer(PlanRequest request, UserSchedule schedule, PlanningPolicy policy, List<PlanViolation> violations)
    {
        if (request.Preferences is not { } preferences)
        {
            return;
        }

        if (preferences.OptedOutAt.HasValue)
        {
            violations.Add(new PlanViolation(PlanRule.OptedOut, "", $"{schedule.Slots.Count} slots for a customer who opted out at {preferences.OptedOutAt:u}"));
        }

        if (preferences.Channels.Count > 0 && !preferences.Channels.Any(channel => channel == policy.Channel))
        {
            violations.Add(new PlanViolation(PlanRule.Channel, "", $"{schedule.Slots.Count} slots on {policy.Channel}, which the customer does not accept"));
        }
    }

    private static void CheckSlot(PlanRequest request, PlannedSlot slot, List<PlanViolation> violations)
    {
        var inside = request.PlannedFrom <= slot.At && slot.At < request.PlannedUntil;
        if (!inside || slot.At.Offset != TimeSpan.Zero || slot.At.UtcTicks % TimeSpan.TicksPerMinute != 0)
        {
            violations.Add(new PlanViolation(PlanRule.Bounds, slot.CampaignId, $"the slot at {slot.At:O} is not a whole UTC minute from {request.PlannedFrom:u} until before {request.PlannedUntil:u}"));
        }

        if (slot.NotificationId != NotificationId.Of(request.UserId, slot.CampaignId, slot.At))
        {
            violations.Add(new PlanViolation(PlanRule.NotificationId, slot.CampaignId, $"the id '{slot.NotificationId}' does not follow from user, campaign and {slot.At:u}"));
        }

        if (!(slot.ExpectedValue >= 0) || double.IsPositiveInfinity(slot.ExpectedValue))
        {
            violations.Add(new PlanViolation(PlanRule.ExpectedValue, slot.CampaignId, $"the expected value {slot.ExpectedValue} is not a finite number of 0 or more"));
        }
    }

    private static void CheckCampaign(PlanRequest request, PlannedSlot slot, List<PlanViolation> violations)
    {
        if (Find(request, slot.CampaignId) is not { } campaign)
        {
            violations.Add(new PlanViolation(PlanRule.Candidate, slot.CampaignId, "planned, but not among the candidates"));
            return;
        }

        if (campaign.Status != "active")
        {
            violations.Add(new PlanViolation(PlanRule.Status, slot.CampaignId, $"planned while {campaign.Status}"));
        }

        if (request.Preferences is { } preferences && preferences.MutedTypes.Any(type => type == campaign.NotificationType))
        {
            violations.Add(new PlanViolation(PlanRule.MutedType, slot.CampaignId, $"the customer has muted {campaign.NotificationType}"));
        }

        request.CampaignSends.TryGetValue(slot.CampaignId, out var before);
        before = Math.Max(before, request.RecentSends.Count(sent => sent.CampaignId == slot.CampaignId));
        if (before + 1 > campaign.FrequencyCap)
        {
            violations.Add(new PlanViolation(PlanRule.FrequencyCap, slot.CampaignId, $"number {before + 1} for this customer; the cap is {campaign.FrequencyCap}"));
        }

        if (!request.RemainingBudgets.TryGetValue(slot.CampaignId, out var remaining))
        {
            remaining = campaign.Budget ?? int.MaxValue;
        }

        if (remaining < 1)
        {
            violations.Add(new PlanViolation(PlanRule.Budget, slot.CampaignId, $"planned with {remaining} of its budget left"));
        }
    }

    private static Campaign? Find(PlanRequest request, string campaignId)
    {
        foreach (var candidate in request.Candidates)
        {
            if (candidate.Campaign.CampaignId == campaignId)
            {
                return candidate.Campaign;
            }
        }

        return null;
    }
}
