namespace Notify.Activities.Planning;

/// <summary>The hours to plan, and the date under which their plans are published.</summary>
/// <param name="Date">UTC date on which the planned 24 hours begin, or began where only the rest is planned again.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="Until">UTC, exclusive; at most 24 hours later.</param>
public sealed record PlanHours(DateOnly Date, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The 24 hours from a moment on.</summary>
    public static PlanHours DayFrom(DateTimeOffset from) => new(DateOnly.FromDateTime(from.UtcDateTime), from, from.AddDays(1));
}
