using Notify.SampleData.Randomness;

namespace Notify.SampleData.Shoppers;

/// <summary>What customer <c>i</c> has said about notifications.</summary>
internal sealed class PreferencesMaker(TasteMaker tastes, SampleOptions options)
{
    private static readonly string[][] ChannelSets = [["inbox"], ["inbox", "email"], ["email"], ["push", "inbox"], ["push"], []];
    private static readonly string[] Muteable = ["clickbait", "informational", "promotional", "recommendation"];

    /// <summary>Null for the two customers in five who have said nothing.</summary>
    public SamplePreferences? Make(int index)
    {
        var random = new RandomStream(options.Seed, Topic.Preferences, index);
        if (random.Percent(40))
        {
            return null;
        }

        var quiet = random.Percent(75);
        TimeOnly? quietStart = quiet ? new TimeOnly(random.Between(20, 23), random.Below(2) * 30) : null;
        TimeOnly? quietEnd = quiet ? new TimeOnly(random.Between(5, 9), random.Below(2) * 30) : null;
        return new SamplePreferences(
            UserMaker.IdOf(index),
            random.Pick(ChannelSets),
            quietStart,
            quietEnd,
            random.Percent(50) ? random.Between(1, 5) : null,
            random.Percent(50) ? PreferredTimes(index) : [],
            Blackouts(ref random),
            random.Percent(20) ? [random.Pick(Muteable)] : [],
            random.Percent(2) ? OptedOut(index, ref random) : null);
    }

    private TimeOnly[] PreferredTimes(int index) =>
        [.. tastes.Make(index).Taste.Hours.Order().Select(hour => new TimeOnly(hour, 0))];

    private DateOnly[] Blackouts(ref RandomStream random)
    {
        if (!random.Percent(10))
        {
            return [];
        }

        var first = options.AsOf.AddDays(random.Between(0, 20));
        return [.. Enumerable.Range(0, random.Between(1, 3)).Select(first.AddDays)];
    }

    /// <summary>Some time in the week before the shop is seen.</summary>
    private DateTime OptedOut(int index, ref RandomStream random) =>
        options.AsOf.AddDays(-random.Between(1, 7)).ToDateTime(new TimeOnly(random.Below(24), index % 60), DateTimeKind.Utc);
}
