using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Vectors;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Search;
using Notify.SampleData;
using Notify.SampleData.Campaigns;
using Notify.SampleData.Catalogue;

namespace Notify.Embeddings.Tests.Encoding;

/// <summary>The encoder that ships, on a made-up shop whose wordings its training never used.</summary>
public sealed class ShippedModelTests(ITestOutputHelper output) : IDisposable
{
    private readonly TextEncoder encoder = new();

    public void Dispose() => encoder.Dispose();

    [Fact]
    public void Encode_ProductsOfAnUnseenShop_AreNearestToCampaignsOfTheirCategory()
    {
        var shop = SampleGenerator.Generate(new SampleOptions { Seed = 20_261_120, Products = 1000, Campaigns = 100 });
        var products = shop.Products.ToArray();
        var campaigns = shop.Campaigns.ToArray();
        var texts = Array.ConvertAll(products, product => EmbeddingTexts.Of(ToDomain(product)));
        var matrix = new float[products.Length * encoder.Dimensions];
        encoder.Encode(texts, matrix);
        var index = Index(campaigns);

        var nearest = index.TopK(matrix, 1);

        var targets = campaigns.ToDictionary(campaign => campaign.CampaignId, campaign => shop.Truth.TargetOf(campaign.CampaignId));
        var found = products.Select((_, i) => targets[index.Ids[nearest.Rows(i)[0]]]).ToArray();
        var share = products.Zip(found).Average(pair => pair.First.MasterCategory == pair.Second.MasterCategory ? 1.0 : 0.0);
        var chance = products.Average(product => targets.Values.Average(target => target.MasterCategory == product.MasterCategory ? 1.0 : 0.0));
        var offered = targets.Values.Select(target => target.SubCategory).ToHashSet();
        var subShare = products.Zip(found).Where(pair => offered.Contains(pair.First.SubCategory)).Average(pair => pair.First.SubCategory == pair.Second.SubCategory ? 1.0 : 0.0);
        output.WriteLine($"{encoder.ModelVersion}: of {products.Length} products, the nearest campaign shares the master category for {share:P1} (by chance {chance:P1}), the sub category for {subShare:P1} of those with a campaign of theirs.");
        Assert.True(share >= 0.8, $"Only {share:P1} of the products are nearest to a campaign of their master category; at least 80 % are needed.");
    }

    [Fact]
    public void Encode_AmongOtherTexts_YieldsTheSameBytesAsAlone()
    {
        var shop = SampleGenerator.Generate(new SampleOptions { Products = 200 });
        var texts = shop.Products.Select(product => EmbeddingTexts.Of(ToDomain(product))).ToArray();

        var together = encoder.Encode(texts);

        Assert.All(texts.Index(), text => Assert.Equal(encoder.Encode(text.Item), together[text.Index]));
    }

    private ExactIndex Index(SampleCampaign[] campaigns)
    {
        var vectors = encoder.Encode(Array.ConvertAll(campaigns, campaign => EmbeddingTexts.Of(ToDomain(campaign))));
        return ExactIndex.Create(campaigns.Zip(vectors, (campaign, vector) => new EmbeddingRow
        {
            Id = campaign.CampaignId,
            Embedding = vector,
            ModelVersion = encoder.ModelVersion,
            SourceHash = "",
            UpdatedAt = DateTimeOffset.UnixEpoch,
        }));
    }

    private static Product ToDomain(SampleProduct product) => new()
    {
        ProductId = product.ProductId,
        ProductDisplayName = product.ProductDisplayName,
        Gender = product.Gender,
        MasterCategory = product.MasterCategory,
        SubCategory = product.SubCategory,
        ArticleType = product.ArticleType,
        BaseColour = product.BaseColour,
        Season = product.Season,
        Usage = product.Usage,
    };

    private static Campaign ToDomain(SampleCampaign campaign) => new()
    {
        CampaignId = campaign.CampaignId,
        Name = campaign.Name,
        Description = campaign.Description,
        NotificationType = campaign.NotificationType,
        TemplateShort = campaign.TemplateShort,
        TemplateLong = campaign.TemplateLong,
        StartDate = campaign.StartDate,
        EndDate = campaign.EndDate,
    };
}
