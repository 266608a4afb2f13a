namespace Notify.Domain.Planning;

/// <summary>
/// Plans many customers under campaign budgets that they share. Each customer is planned as if alone; a campaign that is
/// asked for more often than its budget allows keeps the sends it expects most of, and the customers turned away are
/// planned again without it, until no campaign is over. That is deferred acceptance (Gale and Shapley, 1962): a
/// customer's claim never comes back once turned away, so it ends, and the outcome does not depend on the order.
/// </summary>
/// <remarks>
/// For a shop larger than one partition, <see cref="Share"/> splits each budget beforehand, so that partitions need not
/// wait for one another and a partition that is tried again changes no other. Partitions by hash are alike, so little value
/// is lost against a split afterwards; what a partition leaves over is not lost, it remains for the next day.
/// </remarks>
public static class BudgetAllocator
{
    /// <summary>One partition's part of the budgets. The parts of all partitions add up to the whole.</summary>
    /// <param name="remaining">Sends left by campaign, over all customers.</param>
    /// <param name="partition">From 0.</param>
    /// <param name="partitions">How many there are, at least 1.</param>
    public static IReadOnlyDictionary<string, int> Share(IReadOnlyDictionary<string, int> remaining, int partition, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, partitions);
        var share = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (campaignId, left) in remaining)
        {
            // The odd ones begin at a partition of the campaign's own, or partition 0 would get every small campaign.
            var whole = Math.Max(0, left);
            var turn = (partition + Start(campaignId, partitions)) % partitions;
            share[campaignId] = (whole / partitions) + (turn < whole % partitions ? 1 : 0);
        }

        return share;
    }

    /// <summary>Plans all the customers so that no campaign is planned more often than its budget.</summary>
    /// <param name="requests">Each customer at most once; their own <see cref="PlanRequest.RemainingBudgets"/> hold as well.</param>
    /// <param name="policy">The shop's rules.</param>
    /// <param name="remaining">Sends left by campaign for these customers together; a missing campaign is not bounded here.</param>
    /// <exception cref="ArgumentException">A customer is there twice, or a request or the policy is out of its bounds.</exception>
    public static BudgetPlan Plan(IReadOnlyList<PlanRequest> requests, PlanningPolicy policy, IReadOnlyDictionary<string, int> remaining)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        if (requests.FirstOrDefault(request => !users.Add(request.UserId)) is { } twice)
        {
            throw new ArgumentException($"Customer '{twice.UserId}' is there twice; give each once.", nameof(requests));
        }

        var current = requests.ToArray();
        var schedules = new UserSchedule[current.Length];
        for (var index = 0; index < current.Length; index++)
        {
            schedules[index] = Planner.Plan(current[index], policy);
        }

        while (true)
        {
            var turnedAway = TurnedAway(schedules, remaining);
            if (turnedAway.Count == 0)
            {
                return new BudgetPlan(current, schedules, Used(schedules, remaining));
            }

            foreach (var (index, campaigns) in turnedAway)
            {
                current[index] = Without(current[index], campaigns);
                schedules[index] = Planner.Plan(current[index], policy);
            }
        }
    }

    private static SortedDictionary<int, List<string>> TurnedAway(UserSchedule[] schedules, IReadOnlyDictionary<string, int> remaining)
    {
        var claims = Enumerable.Range(0, schedules.Length)
            .SelectMany(index => schedules[index].Slots, (index, slot) => (index, slot))
            .Where(claim => remaining.ContainsKey(claim.slot.CampaignId))
            .GroupBy(claim => claim.slot.CampaignId, StringComparer.Ordinal);
        var turnedAway = new SortedDictionary<int, List<string>>();
        foreach (var campaign in claims)
        {
            var losers = campaign
                .OrderByDescending(claim => claim.slot.ExpectedValue)
                .ThenBy(claim => schedules[claim.index].UserId, StringComparer.Ordinal)
                .Skip(Math.Max(0, remaining[campaign.Key]));
            foreach (var (index, _) in losers)
            {
                turnedAway.TryAdd(index, []);
                turnedAway[index].Add(campaign.Key);
            }
        }

        return turnedAway;
    }

    private static PlanRequest Without(PlanRequest request, List<string> campaigns)
    {
        var budgets = new Dictionary<string, int>(request.RemainingBudgets, StringComparer.Ordinal);
        foreach (var campaignId in campaigns)
        {
            budgets[campaignId] = 0;
        }

        return request with { RemainingBudgets = budgets };
    }

    private static Dictionary<string, int> Used(UserSchedule[] schedules, IReadOnlyDictionary<string, int> remaining) =>
        schedules
            .SelectMany(schedule => schedule.Slots)
            .Where(slot => remaining.ContainsKey(slot.CampaignId))
            .CountBy(slot => slot.CampaignId, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);

    private static int Start(string campaignId, int partitions)
    {
        // string.GetHashCode differs from process to process; FNV-1a (Fowler, Noll, Vo) does not.
        var hash = 2166136261u;
        foreach (var letter in campaignId)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (int)(hash % (uint)partitions);
    }
}
