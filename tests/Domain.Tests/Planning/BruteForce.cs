using Notify.Domain.Checking;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Domain.Time;

namespace Notify.Domain.Tests.Planning;

/// <summary>The best valid plan of a tiny request, found by trying every one; validity is the checker's word.</summary>
internal sealed class BruteForce
{
    private readonly PlanRequest request;
    private readonly PlanningPolicy policy;
    private readonly List<List<PlannedSlot>> options;
    private readonly List<PlannedSlot> chosen = [];
    private double best;

    private BruteForce(PlanRequest request, PlanningPolicy policy)
    {
        this.request = request;
        this.policy = policy;
        options = [.. request.Candidates.Select(candidate => Options(candidate).ToList())];
    }

    public static double Best(PlanRequest request, PlanningPolicy policy)
    {
        var search = new BruteForce(request, policy);
        search.Try(0);
        return search.best;
    }

    private void Try(int candidate)
    {
        if (candidate == options.Count)
        {
            Weigh();
            return;
        }

        Try(candidate + 1);
        foreach (var option in options[candidate])
        {
            chosen.Add(option);
            Try(candidate + 1);
            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    private void Weigh()
    {
        var schedule = Schedule(chosen);
        var value = PlanValue.Of(request, schedule, policy);
        if (value > best && IsValid(schedule))
        {
            best = value;
        }
    }

    private IEnumerable<PlannedSlot> Options(PlanCandidate candidate)
    {
        var zone = ZoneResolver.Resolve(request.TimeZone, policy.DefaultTimeZone).Zone;
        var weights = HourWeights.Of(request.HourlyActivity, request.Preferences, policy);
        var step = TimeSpan.FromMinutes(policy.SlotMinutes);
        for (var ticks = request.PlannedFrom.UtcTicks; zone is not null && ticks < request.PlannedUntil.UtcTicks; ticks++)
        {
            ticks = (ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            var rate = Math.Min(1, candidate.ClickRate * weights.At(LocalMoment.Of(at, zone).Time));
            var slot = new PlannedSlot
            {
                CampaignId = candidate.Campaign.CampaignId,
                At = at,
                ExpectedValue = rate * candidate.ClickValue,
                NotificationId = NotificationId.Of(request.UserId, candidate.Campaign.CampaignId, at),
            };
            if (IsValid(Schedule([slot])))
            {
                yield return slot;
            }
        }
    }

    // The ledger is of no concern here, and two sends at one moment are ruled out by the grid, not by a rule.
    private bool IsValid(UserSchedule schedule) =>
        schedule.Slots.DistinctBy(slot => slot.At).Count() == schedule.Slots.Count
        && PlanChecker.Check(request, schedule, policy).All(violation => violation.Rule is PlanRule.Ledger or PlanRule.TimeZone);

    private UserSchedule Schedule(IEnumerable<PlannedSlot> slots) => new()
    {
        UserId = request.UserId,
        Date = DateOnly.FromDateTime(request.PlannedFrom.UtcDateTime),
        PlannedFrom = request.PlannedFrom,
        PlannedUntil = request.PlannedUntil,
        TimeZone = "",
        TimeZoneSource = "",
        Slots = [.. slots.OrderBy(slot => slot.At)],
    };
}
