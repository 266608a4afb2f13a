namespace Notify.Storage.Streams;

/// <summary>Every topic of Notify.</summary>
public static class StreamTopics
{
    /// <summary>Orders, by user id.</summary>
    public const string PurchaseHistory = "purchase_history";

    /// <summary>What customers do in the shop and with notifications, by user id.</summary>
    public const string Clickstream = "notify_clickstream";

    /// <summary>Where records of a topic go that cannot be taken in, each with its reason.</summary>
    public static string DeadLettersOf(string topic) => topic + ".dead_letters";
}
