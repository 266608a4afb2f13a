using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;

namespace Notify.SampleData.Shoppers;

/// <summary>The taste of customer <c>i</c>, any one without the others.</summary>
internal sealed class TasteMaker(ArticleShelf shelf, SampleOptions options)
{
    private static readonly string[][] Households =
        [["Women", "Unisex"], ["Men", "Unisex"], ["Women", "Girls", "Unisex"], ["Men", "Boys", "Unisex"], ["Women", "Boys", "Girls", "Unisex"]];

    private static readonly int[] HouseholdWeights = [36, 36, 9, 9, 10];
    private static readonly int[] PeakHours = [7, 8, 12, 13, 17, 18, 19, 20, 21, 22];

    public LikedArticles Make(int user)
    {
        var random = new RandomStream(options.Seed, Topic.Taste, user);
        var genders = Households[random.Weighted(HouseholdWeights)];
        var main = Favourites(shelf.DrawMaster(ref random), genders, random.Between(1, 2), ref random);
        var side = random.Percent(60) ? Favourites(shelf.DrawMaster(ref random), genders, 1, ref random) : [];
        List<SubCategory> subs = [.. main.Concat(side).Distinct()];
        if (subs.Count == 0)
        {
            subs.Add(shelf.Taxonomy.MasterCategories[0].SubCategories[0]);
        }

        var masters = shelf.Taxonomy.MasterCategories.Where(m => m.SubCategories.Any(subs.Contains))
            .OrderBy(m => subs.FindIndex(m.SubCategories.Contains)).ToList();
        List<string> brands = [];
        foreach (var master in masters)
        {
            brands.Add(random.Pick(shelf.BrandsIn(master)).Name);
            brands.Add(random.Pick(shelf.BrandsIn(master)).Name);
        }

        var taste = new Taste(
            [.. subs.Select(s => s.Name)], [.. masters.Select(m => m.Name)], [.. brands.Distinct()], genders, random.Between(1, 3), Hours(ref random));
        return new LikedArticles(taste, [.. subs.Select(s => ServedBy(s, genders))]);
    }

    private static int[] Hours(ref RandomStream random)
    {
        var first = random.Pick(PeakHours);
        var second = random.Pick(PeakHours);
        return first == second ? [first] : [first, second];
    }

    private List<SubCategory> Favourites(MasterCategory master, string[] genders, int count, ref RandomStream random)
    {
        var fitting = master.SubCategories.Where(s => ServedBy(s, genders).Count > 0).ToList();
        List<SubCategory> chosen = [];
        while (chosen.Count < count && fitting.Count > 0)
        {
            var at = random.Weighted([.. fitting.Select(s => s.Articles.Count)]);
            chosen.Add(fitting[at]);
            fitting.RemoveAt(at);
        }

        return chosen;
    }

    private IReadOnlyList<PlacedArticle> ServedBy(SubCategory sub, string[] genders) =>
        [.. shelf.Under(sub).Where(a => a.Type.Genders.Any(genders.Contains))];
}

/// <summary>A taste with the article types it leads to, one list for each favourite sub category.</summary>
internal sealed record LikedArticles(Taste Taste, IReadOnlyList<IReadOnlyList<PlacedArticle>> Articles);
