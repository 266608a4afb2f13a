using Notify.Domain.Planning;

namespace Notify.Domain.Tests.Planning;

/// <summary>The value of a plan by its definition: expected values less the fatigue of every pair within 24 hours.</summary>
internal static class PlanValue
{
    public static double Of(PlanRequest request, UserSchedule schedule, PlanningPolicy policy)
    {
        var value = 0.0;
        var before = request.RecentSends.Select(sent => sent.At).ToList();
        foreach (var slot in schedule.Slots)
        {
            value += slot.ExpectedValue - (policy.FatigueCost * before.Count(sent => sent > slot.At.AddDays(-1)));
            before.Add(slot.At);
        }

        return value;
    }
}
