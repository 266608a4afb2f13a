using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

public sealed class PlannerOptimumTests
{
    [Fact]
    public void Plan_TinyRequests_ReachTheOptimumOfTryingEverything()
    {
        var compared = 0;
        for (var seed = 0; compared < 150; seed++)
        {
            var random = new Random(seed);
            var policy = RandomPlans.Policy(random) with { SlotMinutes = 30, MaxPerRollingDay = random.Next(1, 4) };
            var request = RandomPlans.Request(random, 4);
            request = request with { PlannedFrom = request.PlannedFrom.AddHours(9), PlannedUntil = request.PlannedFrom.AddHours(14) };

            var best = BruteForce.Best(request, policy);

            var found = PlanValue.Of(request, Planner.Plan(request, policy), policy);
            Assert.Equal(best, found, precision: 9);
            compared += best > 0 ? 1 : 0;
        }
    }
}
