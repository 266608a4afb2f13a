using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Delivering;

/// <summary>What a customer's delivery workflow does in the world. Every step may be repeated without harm.</summary>
public sealed class DeliveryActivities(ITables tables, EligibilityReader eligibility, PlanningPolicy policy, TimeProvider time)
{
    /// <summary>The published plan.</summary>
    [Activity]
    public async Task<DeliveryPlan> LoadPlanAsync(PlanReference plan)
    {
        var schedule = await tables.GetAsync(
            NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), ActivityExecutionContext.Current.CancellationToken);
        return schedule is null
            ? throw new ApplicationFailureException(
                $"There is no plan of {Keys.Of(plan.Date)} for this user; publish one first.", "PlanNotFound", nonRetryable: true)
            : new DeliveryPlan(schedule.PlannedUntil, schedule.Slots);
    }

    /// <summary>
    /// Sends one slot if it may be sent now. The message's key follows from user, campaign and slot, and it is written
    /// only where that key is free: a repeated attempt, whatever stopped the first, finds it and records it.
    /// </summary>
    [Activity]
    public async Task<DeliverOutcome> DeliverAsync(DeliverRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var id = request.Slot.NotificationId;
        if (await tables.GetAsync(NotifyTables.Inbox, request.UserId, id, cancellationToken) is { } sentBefore)
        {
            return await RecordSentAsync(request, sentBefore.SentUtc, cancellationToken);
        }

        var verdict = await eligibility.CheckAsync(request, time.GetUtcNow(), cancellationToken);
        if (verdict.Message is not { } message)
        {
            return await PutOffOrSkipAsync(request, verdict, cancellationToken);
        }

        await tables.TryInsertAsync(NotifyTables.Inbox, message, cancellationToken);
        return await RecordSentAsync(request, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Records slots that will not be sent.</summary>
    [Activity]
    public Task GiveUpAsync(GiveUpRequest request) => tables.PutAsync(
        NotifyTables.Deliveries,
        [.. request.Slots.Select(slot => Record(request.UserId, slot, request.Status, request.Reason, request.Attempts, sentAt: null))],
        ActivityExecutionContext.Current.CancellationToken);

    /// <summary>Keeps a customer's opt-out, so that no later plan includes them.</summary>
    [Activity]
    public async Task RecordOptOutAsync(string userId)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var preferences = await tables.GetAsync(NotifyTables.UserPreferences, userId, cancellationToken: cancellationToken)
            ?? new() { UserId = userId };
        if (preferences.OptedOutAt is null)
        {
            await tables.PutAsync(
                NotifyTables.UserPreferences, [preferences with { OptedOutAt = time.GetUtcNow() }], cancellationToken);
        }
    }

    private async Task<DeliverOutcome> PutOffOrSkipAsync(
        DeliverRequest request, SendVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.NextAt is { } next)
        {
            return new DeliverOutcome(DeliverOutcome.PutOff, verdict.Reason, next);
        }

        var attempt = ActivityExecutionContext.Current.Info.Attempt;
        await tables.PutAsync(
            NotifyTables.Deliveries,
            [Record(request.UserId, request.Slot, DeliveryStatus.Skipped, verdict.Reason, attempt, sentAt: null)],
            cancellationToken);
        return new DeliverOutcome(DeliveryStatus.Skipped, verdict.Reason);
    }

    private async Task<DeliverOutcome> RecordSentAsync(
        DeliverRequest request, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        var attempt = ActivityExecutionContext.Current.Info.Attempt;
        await tables.PutAsync(
            NotifyTables.Deliveries,
            [Record(request.UserId, request.Slot, DeliveryStatus.Sent, "", attempt, sentAt)],
            cancellationToken);
        return new DeliverOutcome(DeliveryStatus.Sent, At: sentAt);
    }

    private Delivery Record(string userId, PlannedSlot slot, string status, string reason, int attempts, DateTimeOffset? sentAt) => new()
    {
        UserId = userId,
        NotificationId = slot.NotificationId,
        CampaignId = slot.CampaignId,
        ScheduledAt = slot.At,
        SentAt = sentAt,
        Channel = policy.Channel,
        Status = status,
        Reason = reason,
        Attempts = attempts,
    };
}
