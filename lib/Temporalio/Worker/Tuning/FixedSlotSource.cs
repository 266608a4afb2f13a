namespace Temporalio.Worker.Tuning;

/// <summary>A fixed number of slots. All share one permit, so that a task costs no allocation.</summary>
internal sealed class FixedSlotSource(int count) : ISlotSource
{
    private static readonly SlotPermit Permit = new();
    private readonly SemaphoreSlim free = new(count);

    public int? Capacity => count;

    public bool WantsInfo => false;

    public ValueTask<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        var entered = free.WaitAsync(cancellationToken);
        return entered.IsCompletedSuccessfully ? new(Permit) : AwaitAsync(entered);
    }

    public SlotPermit? TryReserve(SlotReserveContext context) => free.Wait(0, CancellationToken.None) ? Permit : null;

    public void MarkUsed(SlotInfo info, SlotPermit permit)
    {
    }

    public void Release(SlotInfo? info, SlotPermit permit) => free.Release();

    public void Dispose() => free.Dispose();

    private static async ValueTask<SlotPermit> AwaitAsync(Task entered)
    {
        await entered.ConfigureAwait(false);
        return Permit;
    }
}
