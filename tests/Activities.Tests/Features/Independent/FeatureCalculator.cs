using NodaTime;
using Notify.Domain.Catalogue;
using Notify.Domain.Clickstream;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;

namespace Notify.Activities.Tests.Features.Independent;

/// <summary>What purchases and clicks say about customers and products, computed row by row: checks what the SQL says.</summary>
internal static class FeatureCalculator
{
    private const int TopTypes = 5;
    private const int TopCategories = 3;

    /// <summary>
    /// One customer's features. Purchases of products that the catalogue does not have count for everything but the
    /// top types and categories. Frequency counts purchases, not units; equals go by name.
    /// </summary>
    /// <param name="user">The customer.</param>
    /// <param name="purchases">This customer's, each purchase once; an empty list is a customer without purchases.</param>
    /// <param name="products">The catalogue by product id; may hold more than is needed.</param>
    /// <param name="clicks">This customer's clickstream, for the hours of activity only.</param>
    /// <param name="zone">The customer's zone; null when unknown, and then no local hour is known either.</param>
    /// <param name="asOf">The moment the features are computed for, UTC.</param>
    public static UserFeatures ForUser(
        User user,
        IReadOnlyCollection<Purchase> purchases,
        IReadOnlyDictionary<string, Product> products,
        IReadOnlyCollection<ClickEvent> clicks,
        DateTimeZone? zone,
        DateTimeOffset asOf)
    {
        var bought = purchases.Select(purchase => products.GetValueOrDefault(purchase.ProductId)).OfType<Product>().ToList();
        var spent = purchases.Sum(purchase => purchase.TotalAmount);
        return new UserFeatures
        {
            UserId = user.UserId,
            AvgOrderValue = purchases.Count == 0 ? 0 : decimal.Round(spent / purchases.Count, 2),
            TotalOrders = purchases.Count,
            TotalSpent = spent,
            TopArticleTypes = MostFrequent(bought.Select(product => product.ArticleType), TopTypes),
            TopMasterCategories = MostFrequent(bought.Select(product => product.MasterCategory), TopCategories),
            DaysSinceSignup = Math.Max(0, (asOf - user.CreatedAt).Days),
            LastPurchaseDate = purchases.Count == 0 ? null : purchases.Max(purchase => purchase.PurchaseDate),
            HourlyActivity = Independent.HourlyActivity.Of(purchases, clicks, zone),
        };
    }

    /// <summary>One product with what its sales say about it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="purchases">Of this product, each purchase once.</param>
    public static ProductFeatures ForProduct(Product product, IEnumerable<Purchase> purchases)
    {
        var sales = new ProductSales();
        foreach (var purchase in purchases)
        {
            sales.Add(purchase);
        }

        return ForProduct(product, sales);
    }

    /// <summary>One product with what its sales say about it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="sales">Of this product.</param>
    public static ProductFeatures ForProduct(Product product, ProductSales sales) => new()
    {
        ProductId = product.ProductId,
        ArticleType = product.ArticleType,
        BaseColour = product.BaseColour,
        Gender = product.Gender,
        ImageUrl = product.ImageUrl,
        MasterCategory = product.MasterCategory,
        Price = product.Price,
        ProductDisplayName = product.ProductDisplayName,
        Season = product.Season,
        SubCategory = product.SubCategory,
        Usage = product.Usage,
        Year = product.Year,
        AvgPrice = sales.AveragePrice,
        TotalSales = sales.Units,
        Revenue = sales.Revenue,
        LastSoldDate = sales.LastSold,
    };

    /// <summary>The cells of the user–product matrix that the purchases fill, by user id, then product id.</summary>
    /// <param name="purchases">Of any customers; for a cell to be right, all of its purchases.</param>
    public static IReadOnlyList<UserProduct> Matrix(IEnumerable<Purchase> purchases) =>
        [.. purchases
            .GroupBy(purchase => (purchase.UserId, purchase.ProductId))
            .OrderBy(cell => cell.Key.UserId, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.ProductId, StringComparer.Ordinal)
            .Select(cell => new UserProduct
            {
                UserId = cell.Key.UserId,
                ProductId = cell.Key.ProductId,
                LastPurchaseDate = cell.Max(purchase => purchase.PurchaseDate),
                TimesPurchased = cell.Count(),
            })];

    private static List<string> MostFrequent(IEnumerable<string> names, int most) =>
        [.. names
            .Where(name => name.Length > 0)
            .CountBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Take(most)
            .Select(count => count.Key)];
}
