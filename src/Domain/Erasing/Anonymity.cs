using System.Security.Cryptography;
using System.Text;
using Notify.Domain.Deliveries;
using Notify.Domain.Purchases;

namespace Notify.Domain.Erasing;

/// <summary>
/// What stays of an erased person: numbers that are the shop's own (what was sold, what a campaign's budget paid for),
/// each row under a name of its own, so that no two of them can be told to be the same person's.
/// </summary>
/// <remarks>The names follow from a secret that is thrown away at the end, so that a step that is repeated writes the same rows.</remarks>
/// <param name="secret">The erasure's.</param>
public sealed class Anonymity(string secret)
{
    /// <summary>What the names begin with.</summary>
    public const string Prefix = "erased-";

    /// <summary>The purchase with the day it was made on, and nothing of who made it.</summary>
    public Purchase Of(Purchase purchase) => purchase with
    {
        UserId = NameOf("buyer", purchase.PurchaseId),
        PurchaseId = NameOf("purchase", purchase.PurchaseId),
        PurchaseDate = DayOf(purchase.PurchaseDate),
    };

    /// <summary>That a campaign sent something on a day, and nothing of whom to or what.</summary>
    public Notification Of(Notification message)
    {
        var day = DayOf(message.SentUtc);
        return message with
        {
            UserId = NameOf("reader", message.NotificationId),
            NotificationId = NameOf("message", message.NotificationId),
            Title = "",
            ShortText = "",
            LongText = "",
            SentUtc = day,
            SentEpoch = day.ToUnixTimeSeconds(),
        };
    }

    private static DateTimeOffset DayOf(DateTimeOffset moment) => new(moment.UtcDateTime.Date, TimeSpan.Zero);

    private string NameOf(string kind, string id) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{kind}/{id}")).AsSpan(0, 16));
}
