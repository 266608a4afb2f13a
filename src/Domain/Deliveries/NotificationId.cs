using System.Security.Cryptography;
using System.Text;

namespace Notify.Domain.Deliveries;

/// <summary>
/// The identity of one notification. It follows from user, campaign and slot alone, so that whoever computes it, and
/// however often, a send has one key and a second send of it is seen as such.
/// </summary>
public static class NotificationId
{
    /// <param name="userId">The customer.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="slot">When it is due; whole seconds count.</param>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Of(string userId, string campaignId, DateTimeOffset slot)
    {
        // Lengths keep the parts apart: ("a", "bc") and ("ab", "c") must differ.
        var source = $"{userId.Length}:{userId}{campaignId.Length}:{campaignId}{slot.ToUnixTimeSeconds()}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
    }
}
