namespace Notify.Domain.Events;

/// <summary>What can happen, by the names that the outside writes.</summary>
public static class ShopEventKind
{
    /// <summary>A product was looked at.</summary>
    public const string View = "view";

    /// <summary>A product was put into the basket.</summary>
    public const string AddToCart = "add_to_cart";

    /// <summary>A product or a notification was clicked.</summary>
    public const string Click = "click";

    /// <summary>A notification was shown.</summary>
    public const string CampaignView = "campaign_view";

    /// <summary>A notification was put away unread.</summary>
    public const string Dismiss = "dismiss";

    /// <summary>The customer wants no more notifications.</summary>
    public const string OptOut = "opt_out";

    /// <summary>One line of an order.</summary>
    public const string Purchase = "purchase";

    /// <summary>Every kind, in the order in which people are told of them.</summary>
    public static IReadOnlyList<string> All { get; } = [View, AddToCart, Click, CampaignView, Dismiss, OptOut, Purchase];
}
