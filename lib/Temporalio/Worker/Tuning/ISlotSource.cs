namespace Temporalio.Worker.Tuning;

/// <summary>The slots of one worker and one kind. Thread-safe.</summary>
internal interface ISlotSource : IDisposable
{
    /// <summary>How many there are in all; null if that depends.</summary>
    int? Capacity { get; }

    /// <summary>Whether <see cref="MarkUsed"/> and the information given to <see cref="Release"/> matter to it.</summary>
    bool WantsInfo { get; }

    /// <summary>Waits for a free slot.</summary>
    ValueTask<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken);

    /// <summary>A slot, if one is free now.</summary>
    SlotPermit? TryReserve(SlotReserveContext context);

    void MarkUsed(SlotInfo info, SlotPermit permit);

    void Release(SlotInfo? info, SlotPermit permit);
}
