namespace Notify.Domain.Time;

/// <summary>Stable codes of where a customer's time zone came from.</summary>
public static class TimeZoneSource
{
    /// <summary>The customer's own record names it.</summary>
    public const string User = "user";

    /// <summary>The customer's record names none, and the shop's configured default stands in.</summary>
    public const string ShopDefault = "shop_default";

    /// <summary>No zone could be had: nothing may be sent.</summary>
    public const string Unknown = "unknown";
}
