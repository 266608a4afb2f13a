using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>How many notifications come how close together, those sent before the plan included.</summary>
internal static class RateRules
{
    private const int Ceiling = 5;

    public static void Check(PlanRequest request, UserSchedule schedule, PlanningPolicy policy, List<PlanViolation> violations)
    {
        var cap = Math.Min(Ceiling, policy.MaxPerRollingDay);
        if (request.Preferences?.MaxPerDay is { } own)
        {
            cap = Math.Max(0, Math.Min(cap, own));
        }

        var sends = new List<(DateTimeOffset At, string? Planned)>();
        sends.AddRange(request.RecentSends.Select(sent => (sent.At, (string?)null)));
        sends.AddRange(schedule.Slots.Select(slot => (slot.At, (string?)slot.CampaignId)));
        sends.Sort((one, other) => one.At.CompareTo(other.At));
        for (var index = 0; index < sends.Count; index++)
        {
            var (at, planned) = sends[index];
            if (planned is null)
            {
                continue;
            }

            // Times are in order, so more than the cap within 24 hours means that the one cap places back is less than 24 hours ago.
            if (index - cap >= 0 && at - sends[index - cap].At < TimeSpan.FromHours(24))
            {
                violations.Add(new PlanViolation(PlanRule.DailyCap, planned, $"the slot at {at:u} makes more than {cap} in 24 hours"));
            }

            if (index > 0 && at - sends[index - 1].At < policy.MinimumSpacing)
            {
                violations.Add(new PlanViolation(PlanRule.Spacing, planned, $"the slot at {at:u} comes {at - sends[index - 1].At} after the one before; {policy.MinimumSpacing} is the least"));
            }
        }
    }
}
