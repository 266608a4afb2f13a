using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Tuning;

/// <summary>Slots of somebody's own supplier, whose faults must not stop the worker.</summary>
internal sealed class CustomSlotSource(CustomSlotSupplier supplier, ILogger logger, TimeProvider time) : ISlotSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public int? Capacity => null;

    public bool WantsInfo => true;

    public async ValueTask<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await supplier.ReserveSlotAsync(context, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"{supplier.GetType()} returned no permit from ReserveSlotAsync.");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever a supplier throws, the worker goes on
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.SlotSupplierFailed(e, nameof(supplier.ReserveSlotAsync));
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public SlotPermit? TryReserve(SlotReserveContext context)
    {
        SlotPermit? permit = null;
        Guard(nameof(supplier.TryReserveSlot), () => permit = supplier.TryReserveSlot(context));
        return permit;
    }

    public void MarkUsed(SlotInfo info, SlotPermit permit) =>
        Guard(nameof(supplier.MarkSlotUsed), () => supplier.MarkSlotUsed(new(info, permit)));

    public void Release(SlotInfo? info, SlotPermit permit) =>
        Guard(nameof(supplier.ReleaseSlot), () => supplier.ReleaseSlot(new(info, permit)));

    public void Dispose()
    {
    }

    private void Guard(string method, Action call)
    {
        try
        {
            call();
        }
#pragma warning disable CA1031 // Whatever a supplier throws, the worker goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.SlotSupplierFailed(e, method);
        }
    }
}
