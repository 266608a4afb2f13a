namespace Notify.SampleData.Catalogue;

/// <summary>A row of products.csv.</summary>
/// <param name="ProductId">Digits, from 1001 up.</param>
/// <param name="Gender">Men, Women, Boys, Girls or Unisex.</param>
/// <param name="Year">The year of its collection.</param>
/// <param name="Price">In the shop's currency, whole units.</param>
public sealed record SampleProduct(
    string ProductId,
    string Gender,
    string MasterCategory,
    string SubCategory,
    string ArticleType,
    string BaseColour,
    string Season,
    int Year,
    string Usage,
    string ProductDisplayName,
    int Price,
    string ImageUrl);
