using System.Collections.Frozen;
using NodaTime;

namespace Notify.Domain.Time;

/// <summary>Decides in which zone a customer's local times are read.</summary>
public static class ZoneResolver
{
    // The provider would also accept made-up fixed offsets such as "UTC+05:30"; only names of the database count here.
    private static readonly FrozenSet<string> Names = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The customer's zone; the shop's default when the customer has none; no zone at all when the name in question is
    /// not in the tz database. A customer's unknown name is never replaced by the default: it says that they are
    /// somewhere, and a guess could wake them.
    /// </summary>
    /// <param name="userZone">IANA name from the customer's record; null or blank when missing. Case matters.</param>
    /// <param name="shopDefault">IANA name from the shop's configuration; null or blank when there is none.</param>
    public static ResolvedZone Resolve(string? userZone, string? shopDefault)
    {
        if (!string.IsNullOrWhiteSpace(userZone))
        {
            return Find(userZone.Trim(), TimeZoneSource.User, "the customer's own time zone");
        }

        if (!string.IsNullOrWhiteSpace(shopDefault))
        {
            return Find(shopDefault.Trim(), TimeZoneSource.ShopDefault, "the shop's default time zone");
        }

        return new ResolvedZone(null, TimeZoneSource.Unknown, "the customer has no time zone and the shop configures no default");
    }

    private static ResolvedZone Find(string name, string source, string what) =>
        Names.Contains(name)
            ? new ResolvedZone(DateTimeZoneProviders.Tzdb[name], source, $"{what}, {name}")
            : new ResolvedZone(null, TimeZoneSource.Unknown, $"{what}, '{name}', is not in the tz database; use an IANA name such as Europe/Berlin");
}
