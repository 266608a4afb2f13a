using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>
/// Judges a finished plan by the rules alone. It shares no code with the planner, not even its quiet hours, so that a
/// mistake there is seen here. A plan with any violation is not published.
/// </summary>
public static class PlanChecker
{
    /// <param name="request">What the plan was made for.</param>
    /// <param name="schedule">The plan.</param>
    /// <param name="policy">The shop's rules.</param>
    /// <returns>Every violation found; empty for a plan that may be published.</returns>
    public static IReadOnlyList<PlanViolation> Check(PlanRequest request, UserSchedule schedule, PlanningPolicy policy)
    {
        var violations = new List<PlanViolation>();
        var expected = ZoneExpectation.Of(request, policy);
        IdentityRules.Check(request, schedule, expected, violations);
        LedgerRules.Check(request, schedule, violations);
        if (schedule.Slots.Count == 0)
        {
            return violations;
        }

        if (expected.Zone is null)
        {
            violations.Add(new PlanViolation(PlanRule.TimeZone, "", $"{schedule.Slots.Count} slots although no time zone is known"));
        }

        SlotRules.Check(request, schedule, policy, violations);
        RateRules.Check(request, schedule, policy, violations);
        if (expected.Zone is { } zone)
        {
            ClockRules.Check(request, schedule, policy, new WallClock(zone), violations);
        }

        return violations;
    }
}
