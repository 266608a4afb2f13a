using Notify.SampleData.Campaigns;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Orders;
using Notify.SampleData.Shoppers;

namespace Notify.SampleData;

/// <summary>A made-up shop. Each table is made row by row while it is read, and anew at each reading, so that millions of rows need no memory.</summary>
public sealed record SampleShop
{
    public required IEnumerable<SampleUser> Users { get; init; }

    /// <summary>In the order of <see cref="Users"/>; not every customer has a row.</summary>
    public required IEnumerable<SamplePreferences> Preferences { get; init; }

    public required IEnumerable<SampleProduct> Products { get; init; }

    public required IEnumerable<SampleCampaign> Campaigns { get; init; }

    /// <summary>One customer after another, in the order of <see cref="Users"/>.</summary>
    public required IEnumerable<SamplePurchase> Purchases { get; init; }

    /// <summary>What the rows do not say.</summary>
    public required SampleTruth Truth { get; init; }
}
