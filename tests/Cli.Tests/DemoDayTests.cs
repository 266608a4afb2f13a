using Notify.Cli.Demo;
using Notify.Domain.Campaigns;

namespace Notify.Cli.Tests;

/// <summary>Which day a demo lives through.</summary>
public sealed class DemoDayTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public void Choose_WhenACampaignRunsToday_IsToday() =>
        Assert.Equal(Today, DemoDay.Choose([Campaign(Today, Today), Campaign(Today.AddDays(-100), Today.AddDays(-90))], Today));

    [Fact]
    public void Choose_OfOldData_IsTheDayOnWhichTheMostCampaignsRun() =>
        Assert.Equal(
            Today.AddDays(-95),
            DemoDay.Choose([Campaign(Today.AddDays(-100), Today.AddDays(-90)), Campaign(Today.AddDays(-95), Today.AddDays(-80)), Campaign(Today.AddDays(-10), Today.AddDays(-5))], Today));

    [Fact]
    public void Choose_AmongEquals_IsTheNearest() =>
        Assert.Equal(Today.AddDays(5), DemoDay.Choose([Campaign(Today.AddDays(-50), Today.AddDays(-49)), Campaign(Today.AddDays(5), Today.AddDays(6))], Today));

    [Fact]
    public void Choose_WithoutACampaignThatRuns_IsToday() =>
        Assert.Equal(Today, DemoDay.Choose([Campaign(Today.AddDays(-50), Today.AddDays(-49)) with { Status = CampaignStatus.Paused }], Today));

    private static Campaign Campaign(DateOnly start, DateOnly end) => new() { CampaignId = $"{start}", Name = "C", StartDate = start, EndDate = end };
}
