using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Tuning;

/// <summary>
/// Hands out the slots in which tasks of one kind run: <see cref="FixedSizeSlotSupplier"/>,
/// <see cref="ResourceBasedSlotSupplier"/>, or one's own <see cref="CustomSlotSupplier"/>.
/// </summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }

    /// <summary>The slots of one worker and one kind.</summary>
    internal abstract ISlotSource Open(SlotType type, ILogger logger, TimeProvider time);
}
