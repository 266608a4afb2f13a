using NodaTime;
using NodaTime.TimeZones;
using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>The zone a plan should have been made in.</summary>
internal sealed record ZoneExpectation(DateTimeZone? Zone, string Source)
{
    public static ZoneExpectation Of(PlanRequest request, PlanningPolicy policy)
    {
        var own = request.TimeZone?.Trim() ?? "";
        var name = own.Length > 0 ? own : policy.DefaultTimeZone?.Trim() ?? "";
        var zone = TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;
        return zone is null ? new ZoneExpectation(null, "unknown") : new ZoneExpectation(zone, own.Length > 0 ? "user" : "shop_default");
    }
}
