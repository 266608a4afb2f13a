using System.Collections.Immutable;
using Notify.SampleData.Randomness;

namespace Notify.SampleData.Catalogue;

/// <summary>Where an article type stands in the taxonomy.</summary>
internal sealed record PlacedArticle(int Index, MasterCategory Master, SubCategory Sub, ArticleType Type);

/// <summary>The taxonomy as flat lists, with brands by master category.</summary>
internal sealed class ArticleShelf
{
    private readonly IReadOnlyList<int> masterWeights;
    private readonly Dictionary<string, int[]> subWeights = [];
    private readonly Dictionary<string, PlacedArticle[]> bySub = [];
    private readonly Dictionary<string, Brand[]> brandsByMaster = [];
    private readonly Dictionary<string, int> brandIndexes = [];

    public ArticleShelf(Taxonomy taxonomy)
    {
        Taxonomy = taxonomy;
        var articles =
            from master in taxonomy.MasterCategories
            from sub in master.SubCategories
            from type in sub.Articles
            select (master, sub, type);
        Articles = [.. articles.Select((a, i) => new PlacedArticle(i, a.master, a.sub, a.type))];
        masterWeights = [.. taxonomy.MasterCategories.Select(m => m.Weight)];
        foreach (var group in Articles.GroupBy(a => a.Sub.Name))
        {
            bySub[group.Key] = [.. group];
        }

        foreach (var (i, brand) in taxonomy.Brands.Index())
        {
            brandIndexes[brand.Name] = i;
        }

        foreach (var master in taxonomy.MasterCategories)
        {
            subWeights[master.Name] = [.. master.SubCategories.Select(s => s.Articles.Count)];
            brandsByMaster[master.Name] = [.. taxonomy.Brands.Where(b => b.Masters.Contains(master.Name))];
        }
    }

    /// <summary>Every gender an article may be labelled for.</summary>
    public static ImmutableArray<string> Genders { get; } = ["Men", "Women", "Boys", "Girls", "Unisex"];

    public Taxonomy Taxonomy { get; }

    public IReadOnlyList<PlacedArticle> Articles { get; }

    public int IndexOf(Brand brand) => brandIndexes[brand.Name];

    public IReadOnlyList<PlacedArticle> Under(SubCategory sub) => bySub[sub.Name];

    public IReadOnlyList<Brand> BrandsIn(MasterCategory master) => brandsByMaster[master.Name];

    /// <summary>A master category in proportion to its weight.</summary>
    public MasterCategory DrawMaster(ref RandomStream random) => Taxonomy.MasterCategories[random.Weighted(masterWeights)];

    /// <summary>An article type: master category by weight, then sub category by how many types it has.</summary>
    public PlacedArticle Draw(ref RandomStream random)
    {
        var master = DrawMaster(ref random);
        var sub = master.SubCategories[random.Weighted(subWeights[master.Name])];
        return random.Pick(Under(sub));
    }
}
