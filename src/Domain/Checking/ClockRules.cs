using NodaTime;
using Notify.Domain.Planning;

namespace Notify.Domain.Checking;

/// <summary>What the calendar and the clock on the customer's wall must show at each slot.</summary>
internal static class ClockRules
{
    public static void Check(PlanRequest request, UserSchedule schedule, PlanningPolicy policy, WallClock clock, List<PlanViolation> violations)
    {
        var (quietStart, quietEnd) = Quiet(request, policy);
        foreach (var slot in schedule.Slots)
        {
            var date = clock.DateAt(slot.At);
            var time = clock.TimeAt(slot.At);
            if (WallClock.Reaches(quietStart, quietEnd, time))
            {
                violations.Add(new PlanViolation(PlanRule.QuietHours, slot.CampaignId, $"it is {time} for the customer, between {quietStart} and {quietEnd}"));
            }

            if (request.Preferences is { } preferences && preferences.BlackoutDates.Any(day => LocalDate.FromDateOnly(day) == date))
            {
                violations.Add(new PlanViolation(PlanRule.BlackoutDate, slot.CampaignId, $"{date} is a blackout date"));
            }

            CheckCampaign(request, slot, date, time, violations);
        }
    }

    private static void CheckCampaign(PlanRequest request, PlannedSlot slot, LocalDate date, LocalTime time, List<PlanViolation> violations)
    {
        foreach (var (campaign, _, _) in request.Candidates)
        {
            if (campaign.CampaignId != slot.CampaignId)
            {
                continue;
            }

            if (date < LocalDate.FromDateOnly(campaign.StartDate) || date > LocalDate.FromDateOnly(campaign.EndDate))
            {
                violations.Add(new PlanViolation(PlanRule.Dates, slot.CampaignId, $"{date} is not between {campaign.StartDate:O} and {campaign.EndDate:O}"));
            }

            var opens = campaign.WindowStart.GetValueOrDefault();
            var closes = campaign.WindowEnd.GetValueOrDefault();
            if (opens != closes && !WallClock.Reaches(opens, closes, time))
            {
                violations.Add(new PlanViolation(PlanRule.DailyWindow, slot.CampaignId, $"it is {time} for the customer, not between {opens} and {closes}"));
            }
        }
    }

    private static (TimeOnly Start, TimeOnly End) Quiet(PlanRequest request, PlanningPolicy policy)
    {
        var (start, end) = (request.Preferences?.QuietStart, request.Preferences?.QuietEnd);
        if (start.HasValue && end.HasValue)
        {
            return (start.Value, end.Value);
        }

        var mixed = (Start: start ?? policy.QuietStart, End: end ?? policy.QuietEnd);
        return mixed.Start == mixed.End ? (policy.QuietStart, policy.QuietEnd) : mixed;
    }
}
