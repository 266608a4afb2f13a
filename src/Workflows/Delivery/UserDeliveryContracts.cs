using Notify.Domain.Planning;

namespace Notify.Workflows.Delivery;

/// <summary>One customer's plan to deliver.</summary>
/// <param name="UserId">The customer.</param>
/// <param name="Date">UTC date on which the planned 24 hours begin.</param>
public sealed record UserDeliveryInput(string UserId, DateOnly Date);

/// <summary>How a customer's day went.</summary>
public sealed record UserDeliveryResult(int Sent, int Skipped, int Failed);

/// <summary>A slot and where it stands; what the <c>plan</c> query returns.</summary>
/// <param name="Slot">What was planned.</param>
/// <param name="DueAt">When it will be tried, UTC: the slot, or later when it was put off.</param>
/// <param name="Status">waiting, sent, skipped or failed.</param>
/// <param name="Reason">Why it was skipped, failed or put off; empty otherwise.</param>
public sealed record SlotState(PlannedSlot Slot, DateTimeOffset DueAt, string Status, string Reason)
{
    /// <summary>Its time has not come.</summary>
    public const string Waiting = "waiting";
}

/// <summary>Something that happened to the delivery; what the <c>ledger</c> query returns, in order.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">A sentence for a person.</param>
public sealed record DeliveryLedgerEntry(DateTimeOffset At, string What);
