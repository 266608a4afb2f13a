using Notify.Domain.Checking;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Domain.Time;

namespace Notify.Domain.Tests.Planning;

/// <summary>The best valid plan of a tiny request, found by trying every one; validity is the checker's word.</summary>
internal sealed class BruteForce
{
    private readonly PlanRequest _request;
    private readonly PlanningPolicy _policy;
    private readonly List<List<PlannedSlot>> _options;
    private readonly List<PlannedSlot> _chosen = [];
    private double _best;

    private BruteForce(PlanRequest request, PlanningPolicy policy)
    {
        _request = request;
        _policy = policy;
        _options = [.. request.Candidates.Select(candidate => Options(candidate).ToList())];
    }

    public static double Best(PlanRequest request, PlanningPolicy policy)
    {
        var search = new BruteForce(request, policy);
        search.Try(0);
        return search._best;
    }

    private void Try(int candidate)
    {
        if (candidate == _options.Count)
        {
            Weigh();
            return;
        }

        Try(candidate + 1);
        foreach (var option in _options[candidate])
        {
            _chosen.Add(option);
            Try(candidate + 1);
            _chosen.RemoveAt(_chosen.Count - 1);
        }
    }

    private void Weigh()
    {
        var schedule = Schedule(_chosen);
        var value = PlanValue.Of(_request, schedule, _policy);
        if (value > _best && IsValid(schedule))
        {
            _best = value;
        }
    }

    private IEnumerable<PlannedSlot> Options(PlanCandidate candidate)
    {
        var zone = ZoneResolver.Resolve(_request.TimeZone, _policy.DefaultTimeZone).Zone;
        var weights = HourWeights.Of(_request.HourlyActivity, _request.Preferences, _policy);
        var step = TimeSpan.FromMinutes(_policy.SlotMinutes);
        for (var ticks = _request.PlannedFrom.UtcTicks; zone is not null && ticks < _request.PlannedUntil.UtcTicks; ticks++)
        {
            ticks = (ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            var rate = Math.Min(1, candidate.ClickRate * weights.At(LocalMoment.Of(at, zone).Time));
            var slot = new PlannedSlot
            {
                CampaignId = candidate.Campaign.CampaignId,
                At = at,
                ExpectedValue = rate * candidate.ClickValue,
                NotificationId = NotificationId.Of(_request.UserId, candidate.Campaign.CampaignId, at),
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
        && PlanChecker.Check(_request, schedule, _policy).All(violation => violation.Rule is PlanRule.Ledger or PlanRule.TimeZone);

    private UserSchedule Schedule(IEnumerable<PlannedSlot> slots) => new()
    {
        UserId = _request.UserId,
        Date = DateOnly.FromDateTime(_request.PlannedFrom.UtcDateTime),
        PlannedFrom = _request.PlannedFrom,
        PlannedUntil = _request.PlannedUntil,
        TimeZone = "",
        TimeZoneSource = "",
        Slots = [.. slots.OrderBy(slot => slot.At)],
    };
}
