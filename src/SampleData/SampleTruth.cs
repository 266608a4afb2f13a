using System.Globalization;
using Notify.SampleData.Campaigns;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData;

/// <summary>What a made-up shop hides: why customers buy and what campaigns are about. For tests and evaluation; never written to a file of the shop.</summary>
public sealed class SampleTruth
{
    private readonly TasteMaker tastes;
    private readonly CampaignMaker campaigns;
    private readonly SampleOptions options;

    internal SampleTruth(TasteMaker tastes, CampaignMaker campaigns, SampleOptions options) =>
        (this.tastes, this.campaigns, this.options) = (tastes, campaigns, options);

    /// <summary>What the customer likes.</summary>
    /// <exception cref="ArgumentException">The shop has no such customer.</exception>
    public Taste TasteOf(string userId) => tastes.Make(Index('U', userId, options.Users)).Taste;

    /// <summary>What the campaign is about.</summary>
    /// <exception cref="ArgumentException">The shop has no such campaign.</exception>
    public CampaignTarget TargetOf(string campaignId) => campaigns.TargetOf(Index('C', campaignId, options.Campaigns));

    private static int Index(char letter, string id, int count) =>
        id.StartsWith(letter) && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count
            ? number - 1
            : throw new ArgumentException($"\"{id}\" is not of this sample, whose ids are {letter}1 to {letter}{count}.", nameof(id));
}
