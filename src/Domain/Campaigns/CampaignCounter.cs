namespace Notify.Domain.Campaigns;

/// <summary>What customers did with a campaign, as counted in one partition of one stream. A campaign's figures are the sums over its shards.</summary>
public sealed record CampaignCounter
{
    public required string CampaignId { get; init; }

    /// <summary>Stream and partition, such as <c>notify_clickstream/3</c>. Only the reader of that partition writes the row.</summary>
    public required string Shard { get; init; }

    /// <summary>Notifications shown.</summary>
    public long Views { get; init; }

    /// <summary>Notifications clicked.</summary>
    public long Clicks { get; init; }

    /// <summary>Notifications put away unread.</summary>
    public long Dismissals { get; init; }

    /// <summary>Customers who opted out at one.</summary>
    public long OptOuts { get; init; }

    /// <summary>Lines of orders that name the campaign.</summary>
    public long Orders { get; init; }

    /// <summary>What those orders come to, in the shop's currency.</summary>
    public decimal Revenue { get; init; }

    /// <summary>Offset of the last event counted; what comes again up to it is not counted again.</summary>
    public required long CountedTo { get; init; }
}
