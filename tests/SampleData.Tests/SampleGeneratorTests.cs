namespace Notify.SampleData.Tests;

public sealed class SampleGeneratorTests
{
    private static readonly SampleOptions Options = new() { Users = 500, Products = 500, Purchases = 3_000, Campaigns = 100, Seed = 42 };
    private static readonly SampleShop Shop = SampleGenerator.Generate(Options);

    [Fact]
    public void Generate_AnyOptions_MakesAsManyRowsAsAsked()
    {
        Assert.Equal(Options.Users, Shop.Users.Count());
        Assert.Equal(Options.Products, Shop.Products.Count());
        Assert.Equal(Options.Purchases, Shop.Purchases.Count());
        Assert.Equal(Options.Campaigns, Shop.Campaigns.Count());
    }

    [Fact]
    public void Generate_Twice_GivesTheSameRows()
    {
        var again = SampleGenerator.Generate(Options);

        Assert.Equal(Shop.Users, again.Users);
        Assert.Equal(Shop.Purchases, again.Purchases);
        Assert.Equal(Shop.Campaigns, again.Campaigns);
    }

    [Fact]
    public void Generate_AnotherSeed_GivesAnotherShop() =>
        Assert.NotEqual(Shop.Users.First(), SampleGenerator.Generate(Options with { Seed = 43 }).Users.First());

    [Fact]
    public void Generate_MillionsOfRows_MakesTheFirstWithoutTheRest()
    {
        var large = SampleGenerator.Generate(new SampleOptions { Users = 20_000_000, Products = 20_000_000, Purchases = 0, Campaigns = 1_000_000 });

        Assert.Equal("U0001", large.Users.First().UserId);
        Assert.Equal("1001", large.Products.First().ProductId);
        Assert.Equal("C1", large.Campaigns.First().CampaignId);
    }

    [Fact]
    public void Purchases_Always_AreOfKnownRowsBetweenSignUpAndAsOf()
    {
        var signUps = Shop.Users.ToDictionary(user => user.UserId, user => user.CreatedAt);
        var products = Shop.Products.Select(product => product.ProductId).ToHashSet();

        Assert.All(Shop.Purchases, purchase =>
        {
            Assert.Contains(purchase.ProductId, products);
            Assert.InRange(DateOnly.FromDateTime(purchase.PurchaseDate), signUps[purchase.UserId], Options.AsOf.AddDays(-1));
            Assert.True(purchase.Quantity > 0 && purchase.Price > 0);
            Assert.True(Guid.TryParseExact(purchase.PurchaseId, "D", out _));
        });
        Assert.Equal(Options.Purchases, Shop.Purchases.Select(purchase => purchase.PurchaseId).Distinct().Count());
    }

    [Fact]
    public void Users_AShare_HaveNoZoneAndNoPurchases()
    {
        var buyers = Shop.Purchases.Select(purchase => purchase.UserId).ToHashSet();

        Assert.InRange(Shop.Users.Count(user => user.TimeZone is null), 10, 100);
        Assert.InRange(Shop.Users.Count(user => !buyers.Contains(user.UserId)), 10, 150);
    }

    [Fact]
    public void Users_Always_HaveMailboxesThatReachNobodyAndZonesThatExist()
    {
        var suffixes = new[] { "@example.com", "@example.org", "@example.net" };

        Assert.All(Shop.Users, user =>
        {
            Assert.Contains(suffixes, suffix => user.Email.EndsWith(suffix, StringComparison.Ordinal));
            Assert.StartsWith("$2b$12$", user.PasswordHash, StringComparison.Ordinal);
            Assert.Equal(60, user.PasswordHash.Length);
            Assert.True(user.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out _), user.TimeZone);
        });
    }

    [Fact]
    public void Campaigns_Mostly_RunOnTheDayTheShopIsSeen()
    {
        var running = Shop.Campaigns.Count(c => c.Status == "active" && c.StartDate <= Options.AsOf && c.EndDate >= Options.AsOf);

        Assert.InRange(running, 60, 95);
        Assert.All(Shop.Campaigns, c =>
        {
            Assert.InRange(c.Priority, 1, 5);
            Assert.True(c.StartDate <= c.EndDate);
            Assert.DoesNotContain('{', c.Name + c.Description + c.TemplateShort + c.TemplateLong);
        });
    }

    [Fact]
    public void Preferences_Always_KeepToTheirBounds() =>
        Assert.All(Shop.Preferences, p =>
        {
            Assert.Equal(p.QuietStart is null, p.QuietEnd is null);
            Assert.True(p.MaxPerDay is null or (>= 1 and <= 5));
            Assert.True(p.OptedOutAt is null || p.OptedOutAt < Options.AsOf.ToDateTime(TimeOnly.MinValue));
        });

    [Theory]
    [InlineData(-1, 1, 0, 0, "Users is -1")]
    [InlineData(0, 5, 10, 0, "at least one user")]
    [InlineData(5, 0, 10, 0, "at least one user and one product")]
    [InlineData(1, 1, 1, 50_000_001, "Campaigns is 50000001")]
    public void Generate_OptionsOutOfBounds_RefusesWithTheBound(int users, int products, int purchases, int campaigns, string reason)
    {
        var options = new SampleOptions { Users = users, Products = products, Purchases = purchases, Campaigns = campaigns };

        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => SampleGenerator.Generate(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_AsOfOutOfBounds_Refuses() =>
        Assert.Contains("1999-12-31", Assert.Throws<ArgumentException>(() => SampleGenerator.Generate(new SampleOptions { AsOf = new DateOnly(1999, 12, 31) })).Message, StringComparison.Ordinal);

    [Fact]
    public void Generate_NothingAtAll_MakesAnEmptyShop()
    {
        var empty = SampleGenerator.Generate(new SampleOptions { Users = 0, Products = 0, Purchases = 0, Campaigns = 0 });

        Assert.Empty(empty.Users);
        Assert.Empty(empty.Purchases);
        Assert.Empty(empty.Campaigns);
    }

    [Fact]
    public void Purchases_OneCustomerOnly_AllGoToThem() =>
        Assert.Equal(7, SampleGenerator.Generate(new SampleOptions { Users = 1, Products = 3, Purchases = 7, Campaigns = 0 }).Purchases.Count(p => p.UserId == "U0001"));
}
