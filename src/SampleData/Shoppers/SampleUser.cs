namespace Notify.SampleData.Shoppers;

/// <summary>A row of users.csv.</summary>
/// <param name="UserId">U0001 and on.</param>
/// <param name="Email">At example.com, example.org or example.net, which reach nobody.</param>
/// <param name="PasswordHash">Shaped like a bcrypt hash, but the hash of nothing.</param>
/// <param name="TimeZone">IANA name; null for the share of customers whose zone the shop does not know.</param>
/// <param name="Locale">BCP 47 tag; null where the zone is.</param>
public sealed record SampleUser(
    string UserId, string Name, string Email, string PasswordHash, DateOnly CreatedAt, string? TimeZone, string? Locale);
