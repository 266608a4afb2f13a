using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Delivering;

/// <summary>What a customer's delivery workflow does in the world. Every step may be repeated without harm.</summary>
public sealed class DeliveryActivities(ITables tables, EligibilityReader eligibility, OptOuts optOuts, PlanningPolicy policy, TimeProvider time)
{
    /// <summary>What is left of the published plan: a slot that has ended, in whatever way, is not tried again.</summary>
    [Activity]
    public async Task<DeliveryPlan> LoadPlanAsync(PlanReference plan)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var schedule = await tables.GetAsync(NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), cancellationToken)
            ?? throw new ApplicationFailureException(
                $"There is no plan of {Keys.Of(plan.Date)} for this user; publish one first.", "PlanNotFound", nonRetryable: true);
        var history = await DeliveryHistory.ReadAsync(tables, plan.UserId, cancellationToken);
        return new DeliveryPlan(
            schedule.PlannedUntil, [.. schedule.Slots.Where(slot => !history.Deliveries.ContainsKey(slot.NotificationId))]);
    }

    /// <summary>
    /// Sends one slot if it may be sent now. The message's key follows from user, campaign and slot, and it is written
    /// only where that key is free: a repeated attempt, whatever stopped the first, finds it and records it.
    /// </summary>
    [Activity]
    public async Task<DeliverOutcome> DeliverAsync(DeliverRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        if (await FindSentAsync(request.UserId, request.Slot, cancellationToken) is { } sentBefore)
        {
            return await RecordSentAsync(request, sentBefore, cancellationToken);
        }

        var now = time.GetUtcNow();
        var verdict = await eligibility.CheckAsync(request, now, cancellationToken);
        if (verdict.Message is not { } message)
        {
            return await PutOffOrSkipAsync(request, verdict, cancellationToken);
        }

        // Sent is when the write is durable. Taken by another attempt in the meantime: that one's moment counts
        var sentAt = await tables.TryInsertAsync(NotifyTables.Inbox, message, cancellationToken)
            ? time.GetUtcNow()
            : await FindSentAsync(request.UserId, request.Slot, cancellationToken) ?? now;
        return await RecordSentAsync(request, sentAt, cancellationToken);
    }

    /// <summary>Records slots that will not be sent. One that turns out to have been sent after all is recorded as that.</summary>
    [Activity]
    public async Task GiveUpAsync(GiveUpRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var records = new List<Delivery>(request.Slots.Count);
        foreach (var slot in request.Slots)
        {
            var sentAt = await FindSentAsync(request.UserId, slot, cancellationToken);
            records.Add(sentAt is null
                ? Record(request.UserId, slot, request.Status, request.Reason, request.Attempts, sentAt: null)
                : Record(request.UserId, slot, DeliveryStatus.Sent, "", Math.Max(1, request.Attempts), sentAt));
        }

        await tables.PutAsync(NotifyTables.Deliveries, records, cancellationToken);
    }

    /// <summary>Keeps a customer's opt-out, so that no later plan includes them.</summary>
    [Activity]
    public async Task RecordOptOutAsync(string userId)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        await optOuts.RecordAsync(new Dictionary<string, DateTimeOffset> { [userId] = time.GetUtcNow() }, cancellationToken);
    }

    /// <summary>When a slot's message went out, UTC; null when it did not.</summary>
    private async Task<DateTimeOffset?> FindSentAsync(string userId, PlannedSlot slot, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(NotifyTables.Inbox, userId, slot.NotificationId, cancellationToken) is not { } message)
        {
            return null;
        }

        // The record knows the moment to a fraction of a second, the message to whole seconds
        var record = await tables.GetAsync(NotifyTables.Deliveries, userId, slot.NotificationId, cancellationToken);
        return record?.SentAt ?? message.SentUtc;
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
