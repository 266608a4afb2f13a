using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData.Orders;

/// <summary>Finds what a customer would buy: products by article type, as numbers only, so that a large catalogue stays small in memory.</summary>
internal sealed class ProductFinder
{
    private const int Candidates = 12;

    private readonly ProductMaker products;
    private readonly int[][] byArticle;
    private readonly int count;

    public ProductFinder(ProductMaker products, int articleTypes, int count)
    {
        this.products = products;
        this.count = count;
        var lists = Enumerable.Range(0, articleTypes).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < count; i++)
        {
            lists[products.TraitsOf(i).Article.Index].Add(i);
        }

        byArticle = [.. lists.Select(l => l.ToArray())];
    }

    /// <summary>The product of a few drawn ones that suits the taste best; most are drawn from its favourite categories.</summary>
    public int Find(LikedArticles liked, ref RandomStream random)
    {
        var favourite = random.Percent(85);
        var (best, bestScore) = (0, -1);
        for (var i = 0; i < Candidates; i++)
        {
            var product = favourite ? FromFavourites(liked, ref random) : random.Below(count);
            var score = Suits(liked.Taste, products.TraitsOf(product));
            if (score > bestScore)
            {
                (best, bestScore) = (product, score);
            }
        }

        return best;
    }

    private static int Suits(Taste taste, ProductTraits traits) =>
        (taste.SubCategories.Contains(traits.Article.Sub.Name) ? 8 : 0)
        + (taste.Genders.Contains(traits.Gender) ? 4 : 0)
        + (taste.Brands.Contains(traits.Brand.Name) ? 2 : 0)
        + (taste.PriceBand == traits.Brand.Band ? 1 : 0);

    /// <summary>The dearest sub category in half of the cases; any product where the catalogue has none of the article type.</summary>
    private int FromFavourites(LikedArticles liked, ref RandomStream random)
    {
        var articles = random.Percent(50) ? liked.Articles[0] : random.Pick(liked.Articles);
        var stock = articles.Count == 0 ? [] : byArticle[random.Pick(articles).Index];
        return stock.Length == 0 ? random.Below(count) : random.Pick(stock);
    }
}
