using System.Globalization;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;

namespace Notify.SampleData.Campaigns;

/// <summary>Makes campaign <c>i</c>, any one without the others.</summary>
internal sealed class CampaignMaker(ArticleShelf shelf, SampleOptions options)
{
    private const int SmallestBudget = 50;

    private static readonly string[] Statuses = ["active", "paused", "draft", "completed"];
    private static readonly int[] StatusWeights = [86, 6, 4, 4];
    private static readonly int[] PriorityWeights = [10, 20, 35, 25, 10];

    public static string IdOf(int index) => "C" + (index + 1).ToString(CultureInfo.InvariantCulture);

    public CampaignTarget TargetOf(int index)
    {
        var random = new RandomStream(options.Seed, Topic.Campaign, index);
        return CampaignTopic.Draw(shelf, index, ref random).Target;
    }

    public SampleCampaign Make(int index)
    {
        var random = new RandomStream(options.Seed, Topic.Campaign, index);
        var topic = CampaignTopic.Draw(shelf, index, ref random);
        var texts = CampaignTexts.Draw(shelf.Taxonomy, topic, ref random);
        var (start, end) = Run(ref random);
        var created = start.AddDays(-random.Between(5, 21)).ToDateTime(new TimeOnly(random.Between(8, 17), random.Below(60)), DateTimeKind.Utc);
        var (from, until) = Window(ref random);
        return new SampleCampaign(
            IdOf(index),
            texts.Name,
            texts.Description,
            Statuses[random.Weighted(StatusWeights)],
            1 + random.Weighted(PriorityWeights),
            start,
            end,
            texts.NotificationType,
            texts.Short,
            texts.Long,
            created,
            random.Between(5, 250) / 100m,
            from,
            until,
            random.Percent(60) ? Math.Max(SmallestBudget, options.Users / 4 * random.Between(1, 8)) : null,
            random.Between(1, 3));
    }

    /// <summary>Two in five may be sent in the daytime only.</summary>
    private static (TimeOnly? From, TimeOnly? Until) Window(ref RandomStream random) =>
        random.Percent(40) ? (new TimeOnly(random.Between(7, 12), 0), new TimeOnly(random.Between(17, 22), 0)) : (null, null);

    /// <summary>Nine in ten run on the day the shop is seen; the others are over or still to come.</summary>
    private (DateOnly Start, DateOnly End) Run(ref RandomStream random)
    {
        var (before, after) = (random.Between(0, 45), random.Between(3, 60));
        return random.Below(20) switch
        {
            0 => (options.AsOf.AddDays(-before - 30), options.AsOf.AddDays(-random.Between(1, 20))),
            1 => (options.AsOf.AddDays(random.Between(1, 20)), options.AsOf.AddDays(20 + after)),
            _ => (options.AsOf.AddDays(-before), options.AsOf.AddDays(after)),
        };
    }
}
