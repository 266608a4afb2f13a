using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

/// <summary>Plain requests for tests to vary: a customer in Berlin on an ordinary summer day.</summary>
internal static class Plans
{
    public static readonly DateTimeOffset Midnight = new(2026, 6, 17, 0, 0, 0, TimeSpan.Zero);

    public static PlanningPolicy Policy { get; } = new();

    public static UserPreferences Preferences { get; } = new() { UserId = "u1" };

    public static Campaign Campaign(string id = "c1") => new()
    {
        CampaignId = id,
        Name = $"Campaign {id}",
        StartDate = new DateOnly(2026, 1, 1),
        EndDate = new DateOnly(2026, 12, 31),
    };

    public static PlanCandidate Candidate(string id = "c1", double clickRate = 0.1, double clickValue = 2) =>
        new(Campaign(id), clickRate, clickValue);

    public static PlanRequest Request(params PlanCandidate[] candidates) => new()
    {
        UserId = "u1",
        TimeZone = "Europe/Berlin",
        Preferences = Preferences,
        Candidates = candidates,
        PlannedFrom = Midnight,
        PlannedUntil = Midnight.AddDays(1),
    };

    public static PlanRequest Request(Func<Campaign, Campaign> change) =>
        Request(new PlanCandidate(change(Campaign()), 0.1, 2));
}
