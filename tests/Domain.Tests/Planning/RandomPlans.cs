using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

/// <summary>
/// Random customers with everything that makes planning hard: days on which clocks change, odd offsets, quiet hours and
/// windows that pass midnight, blackout dates, recent sends, caps and budgets. The same seed gives the same customer.
/// </summary>
internal static class RandomPlans
{
    private static readonly string?[] Zones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Kolkata",
        "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Sao_Paulo", "Pacific/Chatham", "America/Havana",
        "Antarctica/Troll", "Asia/Beirut", "UTC", null, "", "Mars/Olympus",
    ];

    // Around each of these a clock somewhere in the list above goes forward or back; the last is an ordinary day.
    private static readonly DateTimeOffset[] Days =
    [
        Utc(2026, 3, 28), Utc(2026, 3, 29), Utc(2026, 10, 24), Utc(2026, 10, 25), Utc(2026, 3, 7), Utc(2026, 3, 8),
        Utc(2026, 10, 31), Utc(2026, 11, 1), Utc(2026, 4, 4), Utc(2026, 10, 3), Utc(2026, 2, 14), Utc(2026, 3, 21),
        Utc(2011, 12, 29), Utc(2011, 12, 30), Utc(2026, 4, 5), Utc(2026, 9, 26), Utc(2026, 6, 17),
    ];

    private static readonly string[] Types = ["promotional", "informational", "clickbait", "recommendation"];

    public static PlanningPolicy Policy(Random random) => new()
    {
        MaxPerRollingDay = random.Next(8) == 0 ? random.Next(0, 6) : 5,
        MinimumSpacing = TimeSpan.FromMinutes(random.Next(4) == 0 ? random.Next(0, 300) : 60),
        SlotMinutes = random.Next(10) == 0 ? 30 : 15,
        DefaultTimeZone = random.Next(5) switch { 0 => null, 1 => "No/Where", _ => "Europe/Berlin" },
        FatigueCost = random.Next(3) == 0 ? 0.1 * random.NextDouble() : 0.01,
    };

    public static PlanRequest Request(Random random, int candidates)
    {
        var from = Days[random.Next(Days.Length)].AddMinutes(random.Next(2) == 0 ? 0 : random.Next(1440));
        var campaigns = Enumerable.Range(0, candidates).Select(index => Campaign(random, index, from)).ToList();
        return new PlanRequest
        {
            UserId = $"u{random.Next(1_000_000)}",
            TimeZone = Zones[random.Next(Zones.Length)],
            Preferences = random.Next(6) == 0 ? null : Preferences(random, from),
            HourlyActivity = random.Next(3) == 0 ? [] : [.. Enumerable.Range(0, 24).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble())],
            Candidates = [.. campaigns.Select(campaign => new PlanCandidate(campaign, 0.4 * random.NextDouble(), 3 * random.NextDouble()))],
            RecentSends = [.. Enumerable.Range(0, random.Next(2) == 0 ? 0 : random.Next(7)).Select(_ => new RecentSend($"c{random.Next(30)}", from.AddMinutes(-random.Next(1600))))],
            CampaignSends = campaigns.Where(_ => random.Next(6) == 0).ToDictionary(campaign => campaign.CampaignId, _ => random.Next(4)),
            RemainingBudgets = campaigns.Where(_ => random.Next(6) == 0).ToDictionary(campaign => campaign.CampaignId, _ => random.Next(3)),
            PlannedFrom = from,
            PlannedUntil = from.AddMinutes(random.Next(10) == 0 ? random.Next(1, 1440) : 1440),
        };
    }

    private static Campaign Campaign(Random random, int index, DateTimeOffset from)
    {
        var today = DateOnly.FromDateTime(from.UtcDateTime);
        return new Campaign
        {
            CampaignId = $"c{index}",
            Name = $"Campaign {index}",
            NotificationType = Types[random.Next(Types.Length)],
            Status = random.Next(12) == 0 ? CampaignStatus.Paused : CampaignStatus.Active,
            StartDate = today.AddDays(random.Next(5) == 0 ? random.Next(-1, 3) : -10),
            EndDate = today.AddDays(random.Next(5) == 0 ? random.Next(-1, 3) : 10),
            WindowStart = random.Next(3) == 0 ? Time(random) : null,
            WindowEnd = random.Next(3) == 0 ? Time(random) : null,
            Budget = random.Next(10) == 0 ? random.Next(2) : null,
            FrequencyCap = random.Next(5) == 0 ? random.Next(3) : 2,
        };
    }

    private static UserPreferences Preferences(Random random, DateTimeOffset from)
    {
        var today = DateOnly.FromDateTime(from.UtcDateTime);
        return new UserPreferences
        {
            UserId = "u",
            Channels = random.Next(20) switch { 0 => ["email"], 1 => ["email", "inbox"], _ => [] },
            QuietStart = random.Next(3) == 0 ? Time(random) : null,
            QuietEnd = random.Next(3) == 0 ? Time(random) : null,
            MaxPerDay = random.Next(4) == 0 ? random.Next(-1, 9) : null,
            PreferredTimes = random.Next(3) == 0 ? [Time(random)] : [],
            BlackoutDates = random.Next(8) == 0 ? [today.AddDays(random.Next(-1, 3))] : [],
            MutedTypes = random.Next(5) == 0 ? [Types[random.Next(Types.Length)]] : [],
            OptedOutAt = random.Next(30) == 0 ? from.AddDays(-3) : null,
        };
    }

    // Often within the hours in which clocks change, with odd minutes and seconds now and then.
    private static TimeOnly Time(Random random)
    {
        var time = random.Next(2) == 0 ? new TimeOnly(random.Next(0, 4), 15 * random.Next(4)) : new TimeOnly(random.Next(24), random.Next(60));
        return random.Next(10) == 0 ? time.Add(TimeSpan.FromSeconds(random.Next(60))) : time;
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
