using Notify.Domain.Campaigns;

namespace Notify.Cli.Demo;

/// <summary>Which day a demo lives through.</summary>
internal static class DemoDay
{
    /// <summary>
    /// Today when a campaign runs today; else the nearest day on which the most campaigns run, so that old data still
    /// makes a day worth watching.
    /// </summary>
    /// <param name="campaigns">The shop's campaigns.</param>
    /// <param name="today">UTC date.</param>
    public static DateOnly Choose(IReadOnlyCollection<Campaign> campaigns, DateOnly today)
    {
        var active = campaigns.Where(campaign => campaign.Status == CampaignStatus.Active).ToList();
        if (active.Count == 0 || CountOn(active, today) > 0)
        {
            return today;
        }

        // The most campaigns run at the beginning of one of them
        return active.Select(campaign => campaign.StartDate)
            .OrderByDescending(date => CountOn(active, date))
            .ThenBy(date => Math.Abs(date.DayNumber - today.DayNumber))
            .First();
    }

    /// <summary>How many of the campaigns run on a date.</summary>
    public static int CountOn(IEnumerable<Campaign> campaigns, DateOnly date) => campaigns.Count(campaign =>
        campaign.Status == CampaignStatus.Active && campaign.StartDate <= date && campaign.EndDate >= date);
}
