using Notify.Domain.Planning;

namespace Notify.Activities.Delivering;

/// <summary>Names one published plan. Workflows pass this, activities read the rows.</summary>
/// <param name="UserId">The customer.</param>
/// <param name="Date">UTC date on which the planned 24 hours begin.</param>
public sealed record PlanReference(string UserId, DateOnly Date);

/// <summary>The part of a published plan that its delivery needs.</summary>
/// <param name="PlannedUntil">UTC; nothing of this plan is sent from then on.</param>
/// <param name="Slots">In order of time.</param>
public sealed record DeliveryPlan(DateTimeOffset PlannedUntil, IReadOnlyList<PlannedSlot> Slots);

/// <summary>One slot to deliver, now.</summary>
/// <param name="UserId">The customer.</param>
/// <param name="Slot">What was planned.</param>
/// <param name="DueAt">UTC; the slot's moment, or the later one to which it was put off.</param>
/// <param name="PlannedUntil">UTC; the latest moment (exclusive) to which the send may be put off.</param>
/// <param name="PlannedLater">When the slots after it are due: a send that is put off keeps clear of them.</param>
public sealed record DeliverRequest(
    string UserId, PlannedSlot Slot, DateTimeOffset DueAt, DateTimeOffset PlannedUntil, IReadOnlyList<DateTimeOffset> PlannedLater);

/// <summary>What came of trying to deliver a slot.</summary>
/// <param name="Status"><see cref="Domain.Deliveries.DeliveryStatus"/>, or <see cref="PutOff"/>.</param>
/// <param name="Reason">A stable code where it was not sent, else empty.</param>
/// <param name="At">When it was sent, or to when it is put off; null when skipped.</param>
public sealed record DeliverOutcome(string Status, string Reason = "", DateTimeOffset? At = null)
{
    /// <summary>Not now, but later within the plan's day.</summary>
    public const string PutOff = "put_off";
}

/// <summary>Slots that will not be sent, and why.</summary>
/// <param name="UserId">The customer.</param>
/// <param name="Slots">The slots given up.</param>
/// <param name="Status"><see cref="Domain.Deliveries.DeliveryStatus.Skipped"/> or <see cref="Domain.Deliveries.DeliveryStatus.Failed"/>.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Attempts">How often a send was tried.</param>
public sealed record GiveUpRequest(
    string UserId, IReadOnlyList<PlannedSlot> Slots, string Status, string Reason, int Attempts);
