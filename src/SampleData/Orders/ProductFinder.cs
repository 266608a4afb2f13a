using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData.Orders;

/// <summary>Finds what a customer would buy: products by article type, as numbers only, so that a large catalogue stays small in memory.</summary>
internal sealed class ProductFinder
{
    private const int FavouritePercent = 85;
    private const int Candidates = 12;

    private readonly StockedProduct[] stocked;
    private readonly int[][] byArticle;

    public ProductFinder(ProductMaker products, ArticleShelf shelf, int count)
    {
        stocked = new StockedProduct[count];
        var lists = shelf.Articles.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < count; i++)
        {
            var traits = products.TraitsOf(i);
            stocked[i] = new StockedProduct((ushort)traits.Article.Index, (byte)shelf.IndexOf(traits.Brand), (byte)ArticleShelf.Genders.IndexOf(traits.Gender));
            lists[traits.Article.Index].Add(i);
        }

        byArticle = [.. lists.Select(l => l.ToArray())];
    }

    /// <summary>Of a few products from the favourite categories the one that suits the taste best; now and then any product at all.</summary>
    public int Find(LikedArticles liked, TasteScore score, ref RandomStream random)
    {
        if (!random.Percent(FavouritePercent))
        {
            return random.Below(stocked.Length);
        }

        var (best, bestScore) = (0, -1);
        for (var i = 0; i < Candidates; i++)
        {
            var product = FromFavourites(liked, ref random);
            var suits = score.Of(stocked[product]);
            if (suits > bestScore)
            {
                (best, bestScore) = (product, suits);
            }
        }

        return best;
    }

    /// <summary>The dearest sub category in half of the cases; any product where the catalogue has none of the article type.</summary>
    private int FromFavourites(LikedArticles liked, ref RandomStream random)
    {
        var articles = random.Percent(50) ? liked.Articles[0] : random.Pick(liked.Articles);
        var stock = articles.Count == 0 ? [] : byArticle[random.Pick(articles).Index];
        return stock.Length == 0 ? random.Below(stocked.Length) : random.Pick(stock);
    }
}
