using Temporalio.Worker.Metrics;

namespace Temporalio.Worker.Tuning;

/// <summary>The slots in which a worker runs tasks of one kind. Thread-safe.</summary>
/// <param name="source">Hands them out.</param>
/// <param name="context">What they are for.</param>
/// <param name="metrics">Counts those in use; null for nobody.</param>
internal sealed class TaskSlots(ISlotSource source, SlotReserveContext context, SlotMetrics? metrics) : IDisposable
{
    private readonly SlotReserveContext sticky = context with { IsSticky = true };
    private int used;

    /// <summary>How many there are in all; null if that depends.</summary>
    public int? Capacity => source.Capacity;

    /// <summary>Waits for a free slot.</summary>
    /// <param name="isSticky">Whether it is for a poll of the sticky queue.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<SlotPermit> ReserveAsync(bool isSticky, CancellationToken cancellationToken) =>
        source.ReserveAsync(isSticky ? sticky : context, cancellationToken);

    /// <summary>A slot, if one is free now.</summary>
    public SlotPermit? TryReserve() => source.TryReserve(context);

    /// <summary>A task takes up its slot.</summary>
    /// <param name="permit">From a reservation.</param>
    /// <param name="task">What tells of it, to suppliers that want to know.</param>
    /// <param name="describe">Tells.</param>
    /// <returns>To be disposed when the task is done.</returns>
    public Lease Use<T>(SlotPermit permit, T task, Func<T, SlotInfo> describe)
    {
        SlotInfo? info = null;
        if (source.WantsInfo)
        {
            info = describe(task);
            source.MarkUsed(info, permit);
        }

        metrics?.Changed(Interlocked.Increment(ref used), source.Capacity);
        return new(this, permit, info);
    }

    /// <summary>Gives back a slot that no task took up.</summary>
    public void Release(SlotPermit permit) => source.Release(null, permit);

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private void End(SlotPermit permit, SlotInfo? info)
    {
        if (metrics is not null)
        {
            metrics.Changed(Interlocked.Decrement(ref used), source.Capacity);
        }

        source.Release(info, permit);
    }

    /// <summary>A slot in use.</summary>
    internal readonly struct Lease(TaskSlots slots, SlotPermit permit, SlotInfo? info) : IDisposable
    {
        public void Dispose() => slots.End(permit, info);
    }
}
