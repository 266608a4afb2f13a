using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Notify.Domain.Time;

/// <summary>The zone in which a customer's local times are read, or that there is none.</summary>
/// <param name="Zone">From the tz database; null when unknown.</param>
/// <param name="Source">One of <see cref="TimeZoneSource"/>.</param>
/// <param name="Detail">For a person: which name was taken, or which one the tz database does not know.</param>
public sealed record ResolvedZone(DateTimeZone? Zone, string Source, string Detail)
{
    /// <summary>IANA name; empty when unknown.</summary>
    public string Name => Zone?.Id ?? "";

    /// <summary>Whether there is a zone. Without one nothing may be sent.</summary>
    [MemberNotNullWhen(true, nameof(Zone))]
    public bool IsKnown => Zone is not null;
}
