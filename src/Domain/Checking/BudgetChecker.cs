using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>Judges plans together: no campaign is planned more often than its budget allows.</summary>
public static class BudgetChecker
{
    /// <param name="schedules">The plans of all customers that share the budgets.</param>
    /// <param name="remaining">Sends left by campaign; a missing campaign is not bounded.</param>
    /// <returns>One violation per campaign over its budget.</returns>
    public static IReadOnlyList<PlanViolation> Check(IEnumerable<UserSchedule> schedules, IReadOnlyDictionary<string, int> remaining)
    {
        var left = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var slot in schedules.SelectMany(schedule => schedule.Slots))
        {
            if (remaining.TryGetValue(slot.CampaignId, out var budget))
            {
                left[slot.CampaignId] = left.GetValueOrDefault(slot.CampaignId, Math.Max(0, budget)) - 1;
            }
        }

        return [.. left
            .Where(campaign => campaign.Value < 0)
            .Select(campaign => new PlanViolation(PlanRule.Budget, campaign.Key, $"planned {-campaign.Value} times more than its budget of {remaining[campaign.Key]}"))];
    }
}
