using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Tuning;

/// <summary>Hands out a fixed number of slots.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    /// <param name="slotCount">How many; at least 1.</param>
    /// <exception cref="ArgumentException">It is less than 1.</exception>
    public FixedSizeSlotSupplier(int slotCount) => SlotCount = slotCount >= 1
        ? slotCount
        : throw new ArgumentException($"A slot supplier of {slotCount} slots would run nothing. Give it at least 1.", nameof(slotCount));

    /// <summary>How many slots there are.</summary>
    public int SlotCount { get; }

    internal override ISlotSource Open(SlotType type, ILogger logger, TimeProvider time) => new FixedSlotSource(SlotCount);
}
