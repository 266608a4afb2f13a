using System.Globalization;
using Notify.SampleData.Catalogue;
using Notify.SampleData.Randomness;

namespace Notify.SampleData.Shoppers;

/// <summary>Makes customer <c>i</c>, any one without the others.</summary>
internal sealed class UserMaker(PersonNames people, SampleOptions options)
{
    private const string BcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int BcryptLength = 53;
    private const int LongestMembershipDays = 1_000;
    private const int ZoneUnknownPercent = 8;

    private static readonly string[] MailDomains = ["example.com", "example.org", "example.net"];

    public static string IdOf(int index) => "U" + (index + 1).ToString("D4", CultureInfo.InvariantCulture);

    public SampleUser Make(int index)
    {
        var random = new RandomStream(options.Seed, Topic.User, index);
        var origin = Origin(ref random);
        var (first, last) = (random.Pick(people.First), random.Pick(people.Last));
        var mailbox = string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{index + 1}").ToLowerInvariant();
        var hash = string.Create(BcryptLength, random, static (characters, draw) =>
        {
            foreach (ref var character in characters)
            {
                character = BcryptAlphabet[draw.Below(BcryptAlphabet.Length)];
            }
        });
        return new SampleUser(
            IdOf(index), $"{first} {last}", $"{mailbox}@{MailDomains[index % MailDomains.Length]}", "$2b$12$" + hash,
            origin.CreatedAt, origin.Zone?.Name, origin.Zone?.Locale);
    }

    /// <summary>Since when and from where the customer shops.</summary>
    public UserOrigin OriginOf(int index)
    {
        var random = new RandomStream(options.Seed, Topic.User, index);
        return Origin(ref random);
    }

    private UserOrigin Origin(ref RandomStream random)
    {
        var createdAt = options.AsOf.AddDays(-random.Between(1, LongestMembershipDays));
        var zone = HomeZone.All[random.Weighted(HomeZone.Weights)];
        return new UserOrigin(createdAt, random.Percent(ZoneUnknownPercent) ? null : zone);
    }
}

/// <param name="Zone">Null where the shop does not know it; such a customer's hours are counted in UTC.</param>
internal sealed record UserOrigin(DateOnly CreatedAt, HomeZone? Zone);
