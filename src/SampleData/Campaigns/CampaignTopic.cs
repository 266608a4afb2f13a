using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;

namespace Notify.SampleData.Campaigns;

/// <summary>What a campaign is about, with the phrases and article types its text may name.</summary>
/// <param name="Master">Null for a campaign about the whole shop.</param>
internal sealed record CampaignTopic(
    MasterCategory? Master, SubCategory? Sub, ArticleType? Article, string? Gender, IReadOnlyList<string> Phrases, IReadOnlyList<ArticleType> Examples)
{
    private const int WholeShopEvery = 10;
    private const int MasterEvery = 3;

    private static readonly string[] Genders = ["Men", "Women", "Boys", "Girls"];

    public CampaignTarget Target => new(Master?.Name, Sub?.Name, Article?.Name, Gender);

    /// <summary>Each tenth campaign is about the whole shop; of the others each third about a master category, taken in turn so that none is left out.</summary>
    public static CampaignTopic Draw(ArticleShelf shelf, int index, ref RandomStream random)
    {
        if (index % WholeShopEvery == WholeShopEvery - 1)
        {
            var generic = shelf.Taxonomy.Generic.HeldOut;
            return new CampaignTopic(null, null, null, null, generic.Phrases, []);
        }

        if (index % MasterEvery == 0)
        {
            var masters = shelf.Taxonomy.MasterCategories;
            var master = masters[index / MasterEvery % masters.Count];
            return Gendered(new CampaignTopic(master, null, null, null, master.Phrases, [.. master.SubCategories.SelectMany(s => s.Articles)]), ref random);
        }

        var drawn = shelf.Draw(ref random);
        var topic = random.Percent(60)
            ? new CampaignTopic(drawn.Master, drawn.Sub, null, null, drawn.Sub.Phrases, drawn.Sub.Articles)
            : new CampaignTopic(drawn.Master, drawn.Sub, drawn.Type, null, drawn.Type.Plurals, [drawn.Type]);
        return Gendered(topic, ref random);
    }

    /// <summary>One campaign in five speaks to one gender, where some article serves it.</summary>
    private static CampaignTopic Gendered(CampaignTopic topic, ref RandomStream random)
    {
        var gender = random.Pick(Genders);
        List<ArticleType> served = [.. topic.Examples.Where(a => a.Genders.Contains(gender))];
        return random.Percent(20) && served.Count > 0 ? topic with { Gender = gender, Examples = served } : topic;
    }
}
