using Microsoft.Extensions.Logging;
using Notify.Domain.Checking;
using Notify.Domain.Planning;
using Notify.Domain.Time;
using Notify.Storage.Erasing;
using Notify.Storage.Tables;

namespace Notify.Activities.Planning;

/// <summary>Plans customers under their shared budgets, has every plan checked, and publishes those that pass.</summary>
public sealed partial class PlanPublisher(ITables tables, ErasureList erased, PlanningPolicy policy, ILogger<PlanPublisher> logger)
{
    /// <summary>Status of a plan that replaced one with slots by none: whoever delivers it has to hear of that.</summary>
    internal const string Emptied = "cancelled";

    private const int BatchRows = 500;

    /// <param name="date">UTC date under which the plans are published. One already there keeps what lies before the new plan.</param>
    /// <param name="requests">The customers of one share.</param>
    /// <param name="budgets">Sends left by campaign for this share.</param>
    /// <param name="alive">Called every now and then.</param>
    /// <param name="cancellationToken">Stops before publishing.</param>
    public async Task<PlanReport> PublishAsync(
        DateOnly date,
        IReadOnlyList<PlanRequest> requests,
        IReadOnlyDictionary<string, int> budgets,
        Action alive,
        CancellationToken cancellationToken)
    {
        var plan = BudgetAllocator.Plan(requests, policy, budgets);
        var overspent = BudgetChecker.Check(plan.Schedules, budgets);
        var sound = new List<UserSchedule>(requests.Count);
        for (var i = 0; i < plan.Requests.Count; i++)
        {
            if (i % BatchRows == 0)
            {
                alive();
            }

            var schedule = plan.Schedules[i];
            var shared = overspent.Where(violation => schedule.Slots.Any(slot => slot.CampaignId == violation.CampaignId));
            List<PlanViolation> violations = [.. PlanChecker.Check(plan.Requests[i], schedule, policy), .. shared];
            if (violations.Count == 0)
            {
                sound.Add(schedule with { Date = date });
            }
            else
            {
                LogRefused(logger, violations.Count, string.Join(", ", violations.Select(violation => violation.Rule).Distinct()));
            }
        }

        // Planning takes a while; who was erased meanwhile must not be planned for
        var gone = await erased.CurrentAsync(cancellationToken);
        sound.RemoveAll(schedule => gone.Contains(schedule.UserId));
        alive();
        var passed = await WriteAsync(sound, cancellationToken);
        return new PlanReport(
            requests.Count,
            passed.Count(schedule => schedule.Slots.Count > 0),
            passed.Sum(schedule => schedule.Slots.Count),
            requests.Count - passed.Count,
            passed.Count(schedule => schedule.TimeZoneSource == TimeZoneSource.Unknown),
            WithoutEmbedding: 0);
    }

    /// <summary>
    /// Joins each plan to the one it replaces, and writes it only where that one is still there: another run over the
    /// same date may plan the same customers at the same time, and neither may undo what the other published unseen.
    /// </summary>
    /// <returns>What was published.</returns>
    private Task<IReadOnlyList<UserSchedule>> WriteAsync(IReadOnlyList<UserSchedule> plans, CancellationToken cancellationToken)
    {
        var given = plans.ToDictionary(NotifyTables.UserSchedule.KeyOf);
        return tables.UpdateAsync(
            NotifyTables.UserSchedule, given.Keys, (key, before) => before is null ? given[key] : Join(before, given[key]), cancellationToken);
    }

    private static UserSchedule Join(UserSchedule before, UserSchedule plan)
    {
        var kept = before.Slots.Where(slot => slot.At < plan.PlannedFrom).ToList();
        var slots = (List<PlannedSlot>)[.. kept, .. plan.Slots];
        var reasons = before.Ledger.Where(entry =>
            entry.Outcome == LedgerOutcome.Chosen
            && kept.Exists(slot => slot.CampaignId == entry.CampaignId)
            && plan.Ledger.All(other => other.CampaignId != entry.CampaignId));
        var isEmptied = slots.Count == 0 && (before.Slots.Count > 0 || before.Status == Emptied);
        return plan with
        {
            PlannedFrom = before.PlannedFrom,
            Slots = slots,
            Ledger = [.. reasons, .. plan.Ledger],
            Status = isEmptied ? Emptied : plan.Status,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The checker refused a plan for {Count} violations of {Rules}; it is not published")]
    private static partial void LogRefused(ILogger logger, int count, string rules);
}
