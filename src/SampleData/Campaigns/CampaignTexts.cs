using System.Globalization;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;
using Notify.SampleData.Wording;

namespace Notify.SampleData.Campaigns;

/// <summary>The texts of a campaign, in the held-out wording.</summary>
internal sealed record CampaignTexts(string Name, string Description, string Short, string Long, string NotificationType)
{
    private static readonly int[] Discounts = [10, 15, 20, 25, 30, 40, 50, 60, 70];

    public static CampaignTexts Draw(Taxonomy taxonomy, CampaignTopic topic, ref RandomStream random)
    {
        var theme = random.Pick(topic.Master is null ? [.. taxonomy.Themes.Where(t => t.Generic)] : taxonomy.Themes);
        var slots = Slots(taxonomy, topic, ref random);
        var words = theme.HeldOut;
        return new CampaignTexts(
            random.Pick(words.Name).Filled(slots),
            random.Pick(words.Description).Filled(slots),
            random.Pick(words.Short).Filled(slots),
            random.Pick(words.Long).Filled(slots),
            random.Pick(theme.Types));
    }

    private static Dictionary<string, string> Slots(Taxonomy taxonomy, CampaignTopic topic, ref RandomStream random)
    {
        var phrase = random.Pick(topic.Phrases);
        var topicText = topic.Gender is null ? phrase : $"{Owner(topic.Gender)} {phrase}";
        var (first, second, word, cue) = topic.Master is null
            ? WholeShop(taxonomy.Generic.HeldOut, ref random)
            : About(topic.Master, topic.Examples, ref random);
        var season = random.Pick(taxonomy.Seasons[random.Pick([.. taxonomy.Seasons.Keys.Order(StringComparer.Ordinal)])]);
        return new Dictionary<string, string>
        {
            ["topic"] = topicText,
            ["Topic"] = topicText.TitleCased(),
            ["a"] = first,
            ["b"] = second,
            ["word"] = word,
            ["cue"] = cue,
            ["Cue"] = cue.Capitalised(),
            ["brand"] = random.Pick(topic.Master is null ? taxonomy.Brands : [.. taxonomy.Brands.Where(b => b.Masters.Contains(topic.Master.Name))]).Name,
            ["pct"] = random.Pick(Discounts).ToString(CultureInfo.InvariantCulture),
            ["season"] = season,
            ["Season"] = season.TitleCased(),
        };
    }

    private static (string First, string Second, string Word, string Cue) About(
        MasterCategory master, IReadOnlyList<ArticleType> examples, ref RandomStream random)
    {
        var (first, second) = (random.Pick(examples), random.Pick(examples));
        return (random.Pick(first.Plurals), random.Pick(second.Plurals), random.Pick(first.Words), random.Pick(master.Cues.HeldOut));
    }

    private static (string First, string Second, string Word, string Cue) WholeShop(GenericWords words, ref RandomStream random) =>
        (random.Pick(words.Examples), random.Pick(words.Examples), random.Pick(words.Words), random.Pick(words.Cues));

    private static string Owner(string gender) => gender switch
    {
        "Men" => "men's",
        "Women" => "women's",
        "Boys" => "boys'",
        _ => "girls'",
    };
}
