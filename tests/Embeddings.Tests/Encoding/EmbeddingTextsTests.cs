using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Tests.Encoding;

public sealed class EmbeddingTextsTests
{
    private static readonly Product Shirt = new()
    {
        ProductId = "15970",
        ProductDisplayName = "Turtle Check Men Navy Blue Shirt",
        Gender = "Men",
        MasterCategory = "Apparel",
        SubCategory = "Topwear",
        ArticleType = "Shirts",
        BaseColour = "Navy Blue",
        Season = "Fall",
        Usage = "Casual",
    };

    [Fact]
    public void Of_Product_NamesItThenItsAttributes() =>
        Assert.Equal("Turtle Check Men Navy Blue Shirt. Men Apparel Topwear Shirts Navy Blue Fall Casual", EmbeddingTexts.Of(Shirt));

    [Fact]
    public void Of_ProductWithNameOnly_HasNoGaps() =>
        Assert.Equal("Shirt", EmbeddingTexts.Of(new Product { ProductId = "1", ProductDisplayName = " Shirt. " }));

    [Fact]
    public void Of_Product_LeavesOutWhatIsNoMeaning() =>
        Assert.Equal(EmbeddingTexts.Of(Shirt), EmbeddingTexts.Of(Shirt with { ProductId = "2", Price = 10, ImageUrl = "https://shop.example/2.jpg", Year = 2012 }));

    [Fact]
    public void Of_Campaign_NamesDescribesAndQuotesIt()
    {
        var campaign = new Campaign
        {
            CampaignId = "C1",
            Name = "Winter Sale",
            Description = "New winter arrivals.",
            TemplateShort = "Stay warm!",
            TemplateLong = "Cozy essentials.",
            NotificationType = "promotional",
            StartDate = new DateOnly(2025, 11, 1),
            EndDate = new DateOnly(2025, 12, 1),
        };

        Assert.Equal("Winter Sale. New winter arrivals. Stay warm! Cozy essentials. promotional", EmbeddingTexts.Of(campaign));
    }

    [Fact]
    public void OfProfile_TasteKnown_NamesIt()
    {
        var features = new UserFeatures
        {
            UserId = "U1",
            AvgOrderValue = 1,
            TotalOrders = 1,
            TotalSpent = 1,
            DaysSinceSignup = 1,
            TopMasterCategories = ["Apparel"],
            TopArticleTypes = ["Shirts", "Jeans"],
        };

        Assert.Equal("customer. Apparel Shirts Jeans", EmbeddingTexts.OfProfile(features));
    }

    [Fact]
    public void OfProfile_NothingKnown_IsStillAText() => Assert.NotEmpty(EmbeddingTexts.OfProfile(null));

    [Fact]
    public void Hash_TextOrModelChanged_Changes()
    {
        var hash = SourceHash.OfText("shirt", "model-1");

        Assert.Equal(hash, SourceHash.OfText("shirt", "model-1"));
        Assert.NotEqual(hash, SourceHash.OfText("shirts", "model-1"));
        Assert.NotEqual(hash, SourceHash.OfText("shirt", "model-2"));
        Assert.Matches("^[0-9a-f]{32}$", hash);
    }

    [Fact]
    public void Hash_PartsCutElsewhere_Changes() => Assert.NotEqual(SourceHash.Of(["ab", "c"]), SourceHash.Of(["a", "bc"]));
}
