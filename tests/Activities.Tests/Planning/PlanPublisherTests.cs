using Notify.Activities.Planning;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Planning;

/// <summary>No plan is published that the checker refuses.</summary>
public sealed class PlanPublisherTests
{
    [Fact]
    public async Task Publish_OfAPlanTheCheckerRefuses_LeavesTheEarlierPlanInPlace()
    {
        await using var shop = await OpenAsync();
        var kept = Slot("U1", "C1", Midnight.AddHours(9));
        await shop.PublishAsync("U1", Midnight.AddDays(1), kept);

        // Comes to light between planning and checking, so that the plan breaks a rule the planner kept
        var sends = new List<RecentSend>();
        var report = await PublishAsync(
            shop, () => sends.Add(new RecentSend("C1", Midnight.AddHours(-1))), Request("U1") with { RecentSends = sends }, Request("U2"));

        Assert.Equal((1, 1), (report.Refused, report.Planned));
        Assert.Equal([kept], await shop.SlotsAsync("U1"));
        Assert.Single(await shop.SlotsAsync("U2"));
    }

    private static Task<PlanReport> PublishAsync(SmallShop shop, Action beforeChecking, params PlanRequest[] requests) => RunAsync(() => shop.Get<PlanPublisher>().PublishAsync(
        DateOnly.FromDateTime(Midnight.UtcDateTime), requests, new Dictionary<string, int>(), beforeChecking, TestContext.Current.CancellationToken));

    private static PlanRequest Request(string userId) => new()
    {
        UserId = userId,
        TimeZone = "UTC",
        Candidates = [new PlanCandidate(Campaign("C1"), 0.5, 10)],
        PlannedFrom = Midnight,
        PlannedUntil = Midnight.AddDays(1),
    };
}
