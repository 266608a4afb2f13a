using Notify.Activities.Embedding;
using Notify.Activities.Recommending;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Campaigns;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Recommending;

/// <summary>What readers see of campaigns, and how soon.</summary>
public sealed class CampaignIndexTests : IAsyncLifetime
{
    private SmallShop shop = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync("U1");
        await shop.AddCampaignsAsync(Campaign("C1"), Campaign("C2"));
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Recommend_BeforeAnyEmbedding_SaysWhatIsMissing()
    {
        var fault = await Assert.ThrowsAsync<EmbeddingsUnavailableException>(() => RecommendAsync());

        Assert.Equal("campaign", fault.Kind);
    }

    [Fact]
    public async Task Recommend_OfAnUnknownUser_SaysSo() =>
        await Assert.ThrowsAsync<UserNotFoundException>(() => RecommendAsync("nobody"));

    [Fact]
    public async Task Recommend_RightAfterEmbedding_SeesTheNewCampaigns()
    {
        await shop.EmbedAsync();
        Assert.Equal(2, (await RecommendAsync()).Recommendations.Count);
        await shop.AddCampaignsAsync(Campaign("C3"));

        await RunAsync(() => shop.Get<EmbeddingActivities>().EmbedCampaignsAsync(new EmbedRequest()));

        Assert.Equal(3, (await RecommendAsync()).Recommendations.Count);
    }

    [Fact]
    public async Task Recommend_MinutesAfterACampaignWasPausedElsewhere_LeavesItOut()
    {
        await shop.EmbedAsync();
        await RecommendAsync();
        await shop.AddCampaignsAsync(Campaign("C1") with { Status = CampaignStatus.Paused });

        shop.Clock.Now += TimeSpan.FromMinutes(3);

        Assert.Equal("C2", Assert.Single((await RecommendAsync()).Recommendations).CampaignId);
    }

    [Fact]
    public async Task Recommend_WhileAnotherModelIsOnItsWay_ComparesNoVectorsOfTwoModels()
    {
        await shop.EmbedAsync();
        await shop.AddCampaignsAsync(Campaign("C3"));
        shop.Clock.Now += TimeSpan.FromHours(1);
        await using var newer = shop.WithModel("words-2");
        var embedding = (EmbeddingActivities)newer.GetService(typeof(EmbeddingActivities))!;

        await RunAsync(() => embedding.EmbedCampaignsAsync(new EmbedRequest()));

        Assert.Equal("user", (await Assert.ThrowsAsync<EmbeddingsUnavailableException>(() => RecommendAsync())).Kind);
        await RunAsync(() => embedding.EmbedUsersAsync(new EmbedRequest()));
        var found = await RecommendAsync();
        Assert.Equal(("words-2", 3), (found.ModelVersion, found.Recommendations.Count));
    }

    [Fact]
    public async Task Get_WithLeftoversOfAnOldModel_IgnoresThem()
    {
        await shop.EmbedAsync();
        shop.Clock.Now += TimeSpan.FromHours(1);
        await using var newer = shop.WithModel("words-2");
        await shop.AddCampaignsAsync(Campaign("C2") with { Status = CampaignStatus.Paused });
        var leftover = (await shop.Tables.GetAsync(Storage.Tables.NotifyTables.CampaignEmbeddings, "C2"))!;
        await RunAsync(() => ((EmbeddingActivities)newer.GetService(typeof(EmbeddingActivities))!).EmbedCampaignsAsync(new EmbedRequest()));
        await shop.Tables.PutAsync(Storage.Tables.NotifyTables.CampaignEmbeddings, [leftover]);

        var index = (CampaignIndex)newer.GetService(typeof(CampaignIndex))!;
        await index.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["C1"], (await index.GetAsync(TestContext.Current.CancellationToken)).Vectors.Ids);
    }

    private Task<RecommendationList> RecommendAsync(string userId = "U1") => shop.Get<Recommender>().RecommendAsync(
        new RecommendationQuery(userId, 10, [], Window: null), TestContext.Current.CancellationToken);
}
