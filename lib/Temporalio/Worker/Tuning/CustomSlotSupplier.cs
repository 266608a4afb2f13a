using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Tuning;

/// <summary>Hands out slots by rules of one's own. Called by several threads at once.</summary>
public abstract class CustomSlotSupplier : SlotSupplier
{
    /// <summary>
    /// Waits until a poll may be made, for which there must be a slot. What it throws, save for its cancellation, is
    /// logged, and it is called again after a second.
    /// </summary>
    /// <param name="ctx">What the slot is for.</param>
    /// <param name="cancellationToken">The worker goes down.</param>
    public abstract Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken);

    /// <summary>A slot for a task that comes without a poll, if one is free now. What it throws is logged.</summary>
    public abstract SlotPermit? TryReserveSlot(SlotReserveContext ctx);

    /// <summary>A task takes up its slot; until then only a poll held it. What it throws is logged.</summary>
    public abstract void MarkSlotUsed(SlotMarkUsedContext ctx);

    /// <summary>A slot is free again, after its task or without ever having had one. What it throws is logged.</summary>
    public abstract void ReleaseSlot(SlotReleaseContext ctx);

    internal override ISlotSource Open(SlotType type, ILogger logger, TimeProvider time) => new CustomSlotSource(this, logger, time);
}
