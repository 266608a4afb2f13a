using Notify.SampleData.Campaigns;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Orders;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData;

/// <summary>Makes up a shop whose customers have tastes that a recommender can find.</summary>
public static class SampleGenerator
{
    /// <summary>A shop as a pure function of <paramref name="options"/>: equal options give equal rows, on any machine and runtime.</summary>
    /// <exception cref="ArgumentException">The options are out of bounds.</exception>
    public static SampleShop Generate(SampleOptions options)
    {
        var valid = options.Validated();
        var taxonomy = Taxonomy.Default;
        var shelf = new ArticleShelf(taxonomy);
        var products = new ProductMaker(shelf, valid);
        var users = new UserMaker(taxonomy.People, valid);
        var tastes = new TasteMaker(shelf, valid);
        var preferences = new PreferencesMaker(tastes, valid);
        var campaigns = new CampaignMaker(shelf, valid);
        var purchases = new PurchaseMaker(products, users, tastes, shelf, valid);
        return new SampleShop
        {
            Users = Enumerable.Range(0, valid.Users).Select(users.Make),
            Preferences = Enumerable.Range(0, valid.Users).Select(preferences.Make).OfType<SamplePreferences>(),
            Products = Enumerable.Range(0, valid.Products).Select(products.Make),
            Campaigns = Enumerable.Range(0, valid.Campaigns).Select(campaigns.Make),
            Purchases = purchases.Make(),
            Truth = new SampleTruth(tastes, campaigns, valid),
        };
    }
}
