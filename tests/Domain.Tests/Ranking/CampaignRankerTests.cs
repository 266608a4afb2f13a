using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using Notify.Domain.Ranking;
using Notify.Domain.Tests.Planning;

namespace Notify.Domain.Tests.Ranking;

public sealed class CampaignRankerTests
{
    private static readonly TimeWindow Day = new(Plans.Midnight, Plans.Midnight.AddDays(1));

    public static TheoryData<Func<Campaign, Campaign>> Unfit => new()
    {
        campaign => campaign with { Status = CampaignStatus.Draft },
        campaign => campaign with { EndDate = new DateOnly(2026, 6, 16) },
        campaign => campaign with { StartDate = new DateOnly(2026, 6, 19) },
        campaign => campaign with { NotificationType = "muted" },
        campaign => campaign with { CampaignId = "excluded" },
    };

    [Fact]
    public void Rank_CampaignsAlikeButForSimilarity_MostSimilarFirst()
    {
        var ranked = Rank(Match("far", 0.1), Match("near", 0.8), Match("middling", 0.4));

        Assert.Equal([(1, "near"), (2, "middling"), (3, "far")], ranked.Select(campaign => (campaign.Rank, campaign.Campaign.CampaignId)));
    }

    [Fact]
    public void Rank_HigherPriorityAndRevenue_OutweighALittleSimilarity()
    {
        var precious = Match("precious", 0.35) with { Campaign = Plans.Campaign("precious") with { Priority = 5, AdRevenue = 2 } };

        Assert.Equal("precious", Rank(Match("similar", 0.4), precious)[0].Campaign.CampaignId);
    }

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public void Rank_UnfitCampaign_IsLeftOut(Func<Campaign, Campaign> change)
    {
        var unfit = new CampaignMatch(change(Plans.Campaign("unfit")), 1);

        Assert.Equal(["fit"], Rank(Match("fit", 0.1), unfit).Select(ranked => ranked.Campaign.CampaignId));
    }

    [Fact]
    public void Rank_TimeWindowOutsideTheDailyWindow_IsLeftOut()
    {
        var evening = Match("evening", 1) with { Campaign = Plans.Campaign("evening") with { WindowStart = new(18, 0), WindowEnd = new(20, 0) } };
        var morning = Request(evening) with { Window = new TimeWindow(Plans.Midnight.AddHours(6), Plans.Midnight.AddHours(10)) };

        Assert.Empty(CampaignRanker.Rank(morning, Plans.Policy, ClickRateModel.Default));
        Assert.Single(Rank(evening));
    }

    [Fact]
    public void Rank_SameCampaignTwice_BestSimilarityCounts() =>
        Assert.Equal(0.6, Assert.Single(Rank(Match("c1", 0.2), Match("c1", 0.6))).Similarity);

    [Fact]
    public void Rank_MoreThanWanted_OnlyTheBest() =>
        Assert.Equal(10, Rank([.. Enumerable.Range(0, 30).Select(index => Match($"c{index}", index / 30.0))]).Count);

    [Fact]
    public void Rank_ActiveAtNine_BestHourIsNineAndRaisesTheRate()
    {
        var request = Request(Match("c1", 0.4)) with { HourlyActivity = [.. Enumerable.Range(0, 24).Select(hour => hour == 9 ? 1.0 : 0)] };

        var ranked = Assert.Single(CampaignRanker.Rank(request, Plans.Policy, ClickRateModel.Default));

        Assert.Equal(9, ranked.BestLocalHour);
        Assert.True(ranked.BestClickRate > ranked.ClickRate);
    }

    [Fact]
    public void Rank_UnknownZone_StillRecommendsWithoutAnHour()
    {
        var ranked = Assert.Single(CampaignRanker.Rank(Request(Match("c1", 0.4)) with { TimeZone = null }, Plans.Policy, ClickRateModel.Default));

        Assert.Null(ranked.BestLocalHour);
        Assert.Equal(ranked.ClickRate, ranked.BestClickRate);
    }

    [Fact]
    public void ToRecommendation_RankedCampaign_SaysWhatAndWhy()
    {
        var recommendation = Rank(Match("c1", 0.4))[0].ToRecommendation();

        Assert.Equal((1, "c1", "Campaign c1", 3, 0.4), (recommendation.Rank, recommendation.CampaignId, recommendation.CampaignName, recommendation.Priority, recommendation.SimilarityScore));
        Assert.InRange(recommendation.EstimatedCtr, 0, 1);
        Assert.Contains("similarity 0.40", recommendation.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void ToCandidate_RankedCampaign_RateIsThatOfAnAverageHour()
    {
        var ranked = Rank(Match("c1", 0.4))[0];

        Assert.Equal(new PlanCandidate(ranked.Campaign, ranked.ClickRate, ranked.ClickValue), ranked.ToCandidate());
    }

    [Theory]
    [InlineData(0.0, 0.039)]
    [InlineData(0.4, 0.086)]
    [InlineData(0.6, 0.126)]
    [InlineData(1.0, 0.250)]
    [InlineData(7.0, 0.250)]
    public void Estimate_Similarity_FollowsTheCurve(double similarity, double rate) =>
        Assert.Equal(rate, ClickRateModel.Default.Estimate(similarity, "promotional"), precision: 3);

    [Fact]
    public void Estimate_NotANumber_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ClickRateModel.Default.Estimate(double.NaN, "promotional"));

    [Theory]
    [InlineData(0, 24)]
    [InlineData(5, 0)]
    [InlineData(5, 24 * 32)]
    public void Rank_CountOrWindowOutOfBounds_IsRefused(int count, int hours)
    {
        var request = Request(Match("c1", 0.4)) with { Count = count, Window = new TimeWindow(Plans.Midnight, Plans.Midnight.AddHours(hours)) };

        Assert.Throws<ArgumentException>(() => CampaignRanker.Rank(request, Plans.Policy, ClickRateModel.Default));
    }

    private static IReadOnlyList<RankedCampaign> Rank(params CampaignMatch[] matches) =>
        CampaignRanker.Rank(Request(matches), Plans.Policy, ClickRateModel.Default);

    private static RankingRequest Request(params CampaignMatch[] matches) => new()
    {
        Matches = matches,
        TimeZone = "Europe/Berlin",
        Preferences = Plans.Preferences with { MutedTypes = ["muted"] },
        ExcludedCampaignIds = ["excluded"],
        Window = Day,
    };

    private static CampaignMatch Match(string id, double similarity) => new(Plans.Campaign(id), similarity);
}
