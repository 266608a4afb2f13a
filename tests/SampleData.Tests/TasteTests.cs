namespace Notify.SampleData.Tests;

public sealed class TasteTests
{
    private static readonly SampleShop Shop = SampleGenerator.Generate(new SampleOptions { Users = 300, Products = 4_000, Purchases = 6_000, Seed = 7 });

    [Fact]
    public void Purchases_OfEveryCustomer_MostlyFollowTheFavouriteSubCategories()
    {
        var subs = Shop.Products.ToDictionary(product => product.ProductId, product => product.SubCategory);

        var liked = Shop.Purchases.Average(p => Shop.Truth.TasteOf(p.UserId).SubCategories.Contains(subs[p.ProductId]) ? 1.0 : 0.0);
        var byChance = Shop.Purchases.Average(p => Shop.Truth.TasteOf("U0001").SubCategories.Contains(subs[p.ProductId]) ? 1.0 : 0.0);

        Assert.InRange(liked, 0.8, 0.95);
        Assert.InRange(byChance, 0.0, 0.5);
    }

    [Fact]
    public void Purchases_OfEveryCustomer_LeanToFavouriteBrandsAndOwnGenders()
    {
        var products = Shop.Products.ToDictionary(product => product.ProductId);

        var brands = Shop.Purchases.Average(p => Shop.Truth.TasteOf(p.UserId).Brands.Any(products[p.ProductId].ProductDisplayName.Contains) ? 1.0 : 0.0);
        var genders = Shop.Purchases.Average(p => Shop.Truth.TasteOf(p.UserId).Genders.Contains(products[p.ProductId].Gender) ? 1.0 : 0.0);

        Assert.InRange(brands, 0.4, 1.0);
        Assert.InRange(genders, 0.8, 1.0);
    }

    [Fact]
    public void Purchases_OfCustomersWithoutAZone_ClusterAtTheirHoursInUtc()
    {
        var nowhere = Shop.Users.Where(user => user.TimeZone is null).Select(user => user.UserId).ToHashSet();

        var near = Shop.Purchases.Where(p => nowhere.Contains(p.UserId))
            .Average(p => Shop.Truth.TasteOf(p.UserId).Hours.Any(hour => Math.Abs(hour - p.PurchaseDate.Hour) <= 1) ? 1.0 : 0.0);

        Assert.NotEmpty(nowhere);
        Assert.InRange(near, 0.8, 1.0);
    }

    [Fact]
    public void Campaigns_EnoughForEveryMasterCategory_LeaveNoneOut()
    {
        var targets = Shop.Campaigns.Select(campaign => Shop.Truth.TargetOf(campaign.CampaignId)).ToList();

        Assert.Superset(Shop.Products.Select(product => product.MasterCategory).ToHashSet(), targets.Select(t => t.MasterCategory).OfType<string>().ToHashSet());
        Assert.InRange(targets.Count(target => target.MasterCategory is null), 1, targets.Count / 5);
    }

    [Theory]
    [InlineData("U0301")]
    [InlineData("C1")]
    [InlineData("")]
    [InlineData("U-1")]
    public void TasteOf_NobodyOfTheShop_Refuses(string userId) =>
        Assert.Contains("U1 to U300", Assert.Throws<ArgumentException>(() => Shop.Truth.TasteOf(userId)).Message, StringComparison.Ordinal);
}
