using NodaTime;
using Notify.Domain.Catalogue;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;

namespace Notify.Activities.Tests.Features.Independent;

public sealed class FeatureCalculatorTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 6, 17, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeZone Kolkata = DateTimeZoneProviders.Tzdb["Asia/Kolkata"];
    private static readonly User Customer = new() { UserId = "u1", CreatedAt = AsOf.AddDays(-10.5) };

    private static readonly Dictionary<string, Product> Catalogue = new[]
    {
        Product("p1", "Shirts", "Apparel"), Product("p2", "Shoes", "Footwear"), Product("p3", "Jeans", "Apparel"),
    }.ToDictionary(product => product.ProductId);

    [Fact]
    public void ForUser_SeveralPurchases_TotalsMeansAndTopTypes()
    {
        Purchase[] purchases = [Buy("a", "p1", 10, 2), Buy("b", "p2", 30, 1), Buy("c", "p2", 30, 1), Buy("d", "gone", 5, 1)];

        var features = FeatureCalculator.ForUser(Customer, purchases, Catalogue, [], Kolkata, AsOf);

        Assert.Equal((85m, 4, 21.25m), (features.TotalSpent, features.TotalOrders, features.AvgOrderValue));
        Assert.Equal(["Shoes", "Shirts"], features.TopArticleTypes);
        Assert.Equal(["Footwear", "Apparel"], features.TopMasterCategories);
        Assert.Equal(10, features.DaysSinceSignup);
        Assert.Equal(purchases.Max(purchase => purchase.PurchaseDate), features.LastPurchaseDate);
    }

    [Fact]
    public void ForUser_NoPurchases_ZeroesAndNoDate()
    {
        var features = FeatureCalculator.ForUser(Customer, [], Catalogue, [], Kolkata, AsOf);

        Assert.Equal((0m, 0, 0m, null), (features.TotalSpent, features.TotalOrders, features.AvgOrderValue, features.LastPurchaseDate));
        Assert.Equal(new double[24], features.HourlyActivity);
    }

    [Fact]
    public void ForUser_SignUpAfterTheMoment_ZeroDays() =>
        Assert.Equal(0, FeatureCalculator.ForUser(Customer with { CreatedAt = AsOf.AddDays(3) }, [], Catalogue, [], null, AsOf).DaysSinceSignup);

    [Fact]
    public void HourlyActivity_PurchaseAndClicks_SharesByLocalHour()
    {
        var shares = HourlyActivity.Of([Buy("a", "p1", 1, 1, hour: 4)], [Click("click", 4), Click("view", 14), Click("view", 14)], Kolkata);

        Assert.Equal((0.5, 0.5, 1.0), (shares[9], shares[19], shares.Sum()));
    }

    [Fact]
    public void HourlyActivity_DatesWithoutTimes_SayNothingAboutHours() =>
        Assert.Equal(new double[24], HourlyActivity.Of([Buy("a", "p1", 1, 1, hour: 0)], [], Kolkata));

    [Fact]
    public void HourlyActivity_DismissalsAndOptOuts_AreNoActivity() =>
        Assert.Equal(new double[24], HourlyActivity.Of([], [Click("dismiss", 4), Click("opt_out", 4)], Kolkata));

    [Fact]
    public void HourlyActivity_UnknownZone_NoHourIsKnown() =>
        Assert.Equal(new double[24], HourlyActivity.Of([], [Click("click", 4)], null));

    [Fact]
    public void ForProduct_SeveralPurchases_UnitsRevenueAndMeanPricePerUnit()
    {
        var features = FeatureCalculator.ForProduct(Catalogue["p1"], [Buy("a", "p1", 10, 3), Buy("b", "p1", 20, 1)]);

        Assert.Equal((4, 50m, 12.5m), (features.TotalSales, features.Revenue, features.AvgPrice));
    }

    [Fact]
    public void ForProduct_NeverSold_NoPriceAndNoDate()
    {
        var features = FeatureCalculator.ForProduct(Catalogue["p1"], []);

        Assert.Equal((0, 0m, null, null), (features.TotalSales, features.Revenue, features.AvgPrice, features.LastSoldDate));
        Assert.Equal("Shirts", features.ArticleType);
    }

    [Fact]
    public void Matrix_PurchasesOfTwoCustomers_OneCellPerCustomerAndProduct()
    {
        Purchase[] purchases = [Buy("a", "p1", 1, 5), Buy("b", "p1", 1, 1, hour: 3), Buy("c", "p2", 1, 1), Buy("d", "p1", 1, 1) with { UserId = "u0" }];

        var cells = FeatureCalculator.Matrix(purchases);

        Assert.Equal([("u0", "p1", 1), ("u1", "p1", 2), ("u1", "p2", 1)], cells.Select(cell => (cell.UserId, cell.ProductId, cell.TimesPurchased)));
        Assert.Equal(3, cells[1].LastPurchaseDate.Hour);
    }

    private static Product Product(string id, string type, string category) =>
        new() { ProductId = id, ProductDisplayName = id, ArticleType = type, MasterCategory = category };

    private static Purchase Buy(string id, string productId, decimal price, int quantity, int hour = 0) => new()
    {
        UserId = "u1",
        PurchaseId = id,
        ProductId = productId,
        PurchaseDate = new DateTimeOffset(2026, 6, 1, hour, 0, 0, TimeSpan.Zero),
        Price = price,
        Quantity = quantity,
        TotalAmount = price * quantity,
    };

    private static ClickEvent Click(string name, int hour) => new()
    {
        UserId = "u1",
        EventId = Guid.NewGuid().ToString(),
        Event = name,
        Timestamp = new DateTimeOffset(2026, 6, 2, hour, 0, 0, TimeSpan.Zero),
    };
}
