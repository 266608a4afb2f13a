using System.Globalization;
using Notify.SampleData.Randomness;
using Notify.SampleData.Wording;

namespace Notify.SampleData.Catalogue;

/// <summary>Makes product <c>i</c> of a catalogue, any one without the others.</summary>
internal sealed class ProductMaker(ArticleShelf shelf, SampleOptions options)
{
    private const int FirstId = 1001;

    public static string IdOf(int index) => (FirstId + index).ToString(CultureInfo.InvariantCulture);

    /// <summary>What decides who buys a product; cheap, as it is needed for every product before the first purchase.</summary>
    public ProductTraits TraitsOf(int index)
    {
        var random = new RandomStream(options.Seed, Topic.Product, index);
        return Traits(ref random);
    }

    public SampleProduct Make(int index)
    {
        var random = new RandomStream(options.Seed, Topic.Product, index);
        var traits = Traits(ref random);
        var type = traits.Article.Type;
        var colour = random.Pick(shelf.Taxonomy.Colours);
        var season = random.Pick(type.Seasons);
        var usage = random.Pick(type.Usages);
        var year = options.AsOf.Year - random.Below(4);
        return new SampleProduct(
            IdOf(index), traits.Gender, traits.Article.Master.Name, traits.Article.Sub.Name, type.Name, colour, season, year, usage,
            DisplayName(traits, colour, ref random), traits.Price, string.Empty);
    }

    private ProductTraits Traits(ref RandomStream random)
    {
        var article = shelf.Draw(ref random);
        var brand = random.Pick(shelf.BrandsIn(article.Master));
        return new ProductTraits(article, brand, random.Pick(article.Type.Genders), Price(article.Type, brand.Band, ref random));
    }

    /// <summary>A third of the article's usual range by the brand's band, rounded to end in 9.</summary>
    private static int Price(ArticleType type, int band, ref RandomStream random)
    {
        var (low, third) = (type.Price[0], (type.Price[1] - type.Price[0]) / 3);
        var price = low + ((band - 1) * third) + random.Below(third + 1);
        return (price / 10 * 10) + 9;
    }

    private string DisplayName(ProductTraits traits, string colour, ref RandomStream random) =>
        random.Pick(shelf.Taxonomy.ProductNames.HeldOut).Filled(new Dictionary<string, string>
        {
            ["brand"] = traits.Brand.Name,
            ["gender"] = traits.Gender,
            ["colour"] = colour,
            ["model"] = InventedName.Draw(ref random),
            ["noun"] = random.Pick(traits.Article.Type.Nouns).TitleCased(),
            ["word"] = random.Pick(traits.Article.Type.Words).TitleCased(),
        });
}

/// <summary>What of a product matters to a taste.</summary>
/// <param name="Price">In the shop's currency, whole units.</param>
internal sealed record ProductTraits(PlacedArticle Article, Brand Brand, string Gender, int Price);
