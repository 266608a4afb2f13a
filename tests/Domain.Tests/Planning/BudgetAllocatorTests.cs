using Notify.Domain.Checking;
using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

public sealed class BudgetAllocatorTests
{
    private static readonly Dictionary<string, int> OneOfC1 = new() { ["c1"] = 1 };

    [Fact]
    public void Plan_TwoCustomersOneSendLeft_GoesWhereMoreIsExpectedAndTheOtherIsPlannedWithout()
    {
        PlanRequest[] requests = [Of("u1", 0.1), Of("u2", 0.2)];

        var plan = BudgetAllocator.Plan(requests, Plans.Policy, OneOfC1);

        Assert.Equal(["c2"], plan.Schedules[0].Slots.Select(slot => slot.CampaignId));
        Assert.Equal(["c1", "c2"], plan.Schedules[1].Slots.Select(slot => slot.CampaignId).Order());
        Assert.Equal(LedgerOutcome.Budget, plan.Schedules[0].Ledger[0].Outcome);
        Assert.Equal(1, plan.Used["c1"]);
    }

    [Fact]
    public void Plan_ManyRandomCustomers_NoBudgetExceededAndEveryPlanValid()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var requests = Crowd(random, 60);
            var budgets = Enumerable.Range(0, 12).ToDictionary(index => $"c{index}", _ => random.Next(0, 12));

            var plan = BudgetAllocator.Plan(requests, Plans.Policy, budgets);

            Assert.Empty(BudgetChecker.Check(plan.Schedules, budgets));
            Assert.All(plan.Requests.Zip(plan.Schedules), pair => Assert.Empty(PlanChecker.Check(pair.First, pair.Second, Plans.Policy)));
        }
    }

    [Fact]
    public void Plan_CustomersInAnotherOrder_SamePlans()
    {
        var requests = Crowd(new Random(7), 60);
        var budgets = Enumerable.Range(0, 12).ToDictionary(index => $"c{index}", index => index);

        var plan = BudgetAllocator.Plan(requests, Plans.Policy, budgets).Schedules.ToDictionary(schedule => schedule.UserId);
        var reversed = BudgetAllocator.Plan([.. requests.Reverse()], Plans.Policy, budgets).Schedules;

        Assert.All(reversed, schedule => Assert.Equal(plan[schedule.UserId].Slots, schedule.Slots));
    }

    [Fact]
    public void Plan_SameCustomerTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => BudgetAllocator.Plan([Of("u1", 0.1), Of("u1", 0.2)], Plans.Policy, OneOfC1));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Share_AllPartitions_AddUpToTheWhole(int partitions)
    {
        var remaining = Enumerable.Range(0, 50).ToDictionary(index => $"c{index}", index => index);

        var shares = Enumerable.Range(0, partitions).Select(partition => BudgetAllocator.Share(remaining, partition, partitions)).ToList();

        Assert.All(remaining, campaign => Assert.Equal(campaign.Value, shares.Sum(share => share[campaign.Key])));
        Assert.All(remaining, campaign => Assert.InRange(shares.Max(share => share[campaign.Key]) - shares.Min(share => share[campaign.Key]), 0, 1));
    }

    [Fact]
    public void Share_BudgetOverspent_NothingIsLeftToShare() =>
        Assert.Equal(0, BudgetAllocator.Share(new Dictionary<string, int> { ["c1"] = -4 }, 0, 2)["c1"]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(-1, 2)]
    public void Share_NoSuchPartition_IsRefused(int partition, int partitions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetAllocator.Share(OneOfC1, partition, partitions));

    private static PlanRequest Of(string userId, double clickRate) =>
        Plans.Request(Plans.Candidate("c1", clickRate), Plans.Candidate("c2", 0.05)) with { UserId = userId };

    private static PlanRequest[] Crowd(Random random, int customers) =>
        [.. Enumerable.Range(0, customers).Select(index => RandomPlans.Request(random, 12) with { UserId = $"u{index}" })];
}
