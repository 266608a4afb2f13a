using Notify.SampleData.Catalogue;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData.Orders;

/// <summary>How well products suit a taste, as sums of table look-ups: a purchase weighs a dozen products.</summary>
internal sealed class TasteScore
{
    private readonly int[] byArticle;
    private readonly int[] byBrand;
    private readonly int[] byGender;

    public TasteScore(Taste taste, ArticleShelf shelf)
    {
        byArticle = [.. shelf.Articles.Select(a => taste.SubCategories.Contains(a.Sub.Name) ? 8 : 0)];
        byBrand = [.. shelf.Taxonomy.Brands.Select(b => (taste.Brands.Contains(b.Name) ? 2 : 0) + (taste.PriceBand == b.Band ? 1 : 0))];
        byGender = [.. ArticleShelf.Genders.Select(g => taste.Genders.Contains(g) ? 4 : 0)];
    }

    public int Of(StockedProduct product) => byArticle[product.Article] + byBrand[product.Brand] + byGender[product.Gender];
}

/// <summary>The traits of a product as indexes into the taxonomy.</summary>
internal readonly record struct StockedProduct(ushort Article, byte Brand, byte Gender);
