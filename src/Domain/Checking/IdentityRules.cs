using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>The plan is the one that was asked for.</summary>
internal static class IdentityRules
{
    public static void Check(PlanRequest request, UserSchedule schedule, ZoneExpectation expected, List<PlanViolation> violations)
    {
        Same(PlanRule.Identity, "user id", request.UserId, schedule.UserId, violations);
        Same(PlanRule.Identity, "start of the planned hours", request.PlannedFrom, schedule.PlannedFrom, violations);
        Same(PlanRule.Identity, "end of the planned hours", request.PlannedUntil, schedule.PlannedUntil, violations);
        Same(PlanRule.Identity, "date", DateOnly.FromDateTime(request.PlannedFrom.UtcDateTime), schedule.Date, violations);
        Same(PlanRule.TimeZone, "time zone", expected.Zone?.Id ?? "", schedule.TimeZone, violations);
        Same(PlanRule.TimeZone, "source of the time zone", expected.Source, schedule.TimeZoneSource, violations);
    }

    private static void Same<T>(string rule, string what, T expected, T found, List<PlanViolation> violations)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            violations.Add(new PlanViolation(rule, "", $"the {what} is '{found}'; '{expected}' was asked for"));
        }
    }
}
