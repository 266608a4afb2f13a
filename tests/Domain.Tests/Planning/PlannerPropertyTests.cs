using Notify.Domain.Checking;
using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

public sealed class PlannerPropertyTests
{
    private const int Customers = 100_000;

    [Fact]
    public void Plan_HundredThousandRandomCustomers_CheckerFindsNoViolation()
    {
        var (slots, withSlots) = (0, 0);
        for (var seed = 0; seed < Customers; seed++)
        {
            var random = new Random(seed);
            var policy = RandomPlans.Policy(random);
            var request = RandomPlans.Request(random, random.Next(0, 21));

            var schedule = Planner.Plan(request, policy);

            var violations = PlanChecker.Check(request, schedule, policy);
            Assert.True(violations.Count == 0, $"seed {seed}: {string.Join("; ", violations)}");
            slots += schedule.Slots.Count;
            withSlots += schedule.Slots.Count > 0 ? 1 : 0;
        }

        // The generator must not make it easy: most customers do have a plan, and not just a single slot.
        Assert.True(withSlots > Customers / 2, $"only {withSlots} of {Customers} customers have a plan");
        Assert.True(slots > 2 * withSlots, $"only {slots} slots in {withSlots} plans");
    }

    [Fact]
    public void Plan_SameRequestTwice_SamePlan()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var policy = RandomPlans.Policy(random);
            var request = RandomPlans.Request(random, 20);

            var (first, second) = (Planner.Plan(request, policy), Planner.Plan(request, policy));

            Assert.Equal(first.Slots, second.Slots);
            Assert.Equal(first.Ledger, second.Ledger);
        }
    }

    [Fact]
    public void Plan_CandidatesInAnotherOrder_SameValue()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var policy = RandomPlans.Policy(random);
            var request = RandomPlans.Request(random, 12);
            var reversed = request with { Candidates = [.. request.Candidates.Reverse()] };

            var one = PlanValue.Of(request, Planner.Plan(request, policy), policy);
            var other = PlanValue.Of(request, Planner.Plan(reversed, policy), policy);

            Assert.Equal(one, other, precision: 9);
        }
    }
}
