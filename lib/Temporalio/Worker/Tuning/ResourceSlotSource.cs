namespace Temporalio.Worker.Tuning;

/// <summary>As many slots as processors and memory have room for.</summary>
internal sealed class ResourceSlotSource : ISlotSource
{
    public const int DefaultMaximum = 500;
    private static readonly SlotPermit Permit = new();
    private static readonly TimeSpan DefaultRamp = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly int minimum;
    private readonly int maximum;
    private readonly TimeSpan ramp;
    private readonly ResourceBasedTunerOptions targets;
    private readonly MachineResources resources;
    private readonly TimeProvider time;
    private TaskCompletionSource released = New();
    private int used;
    private long lastHandedOut;

    public ResourceSlotSource(
        SlotType type, ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions targets, MachineResources resources,
        TimeProvider time)
    {
        var isWorkflow = type == SlotType.Workflow;
        maximum = options.MaximumSlots ?? DefaultMaximum;
        minimum = Math.Min(options.MinimumSlots ?? (isWorkflow ? 5 : 1), maximum);
        ramp = options.RampThrottle ?? (isWorkflow ? TimeSpan.Zero : DefaultRamp);
        this.targets = targets;
        this.resources = resources;
        this.time = time;
        lastHandedOut = time.GetTimestamp();
    }

    public int? Capacity => null;

    public bool WantsInfo => false;

    public async ValueTask<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (HandOut())
                {
                    return Permit;
                }

                change = released.Task;
            }

            // The machine may get room without a slot coming free
            await change.WaitAsync(Recheck, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public SlotPermit? TryReserve(SlotReserveContext context)
    {
        lock (gate)
        {
            return HandOut() ? Permit : null;
        }
    }

    public void MarkUsed(SlotInfo info, SlotPermit permit)
    {
    }

    public void Release(SlotInfo? info, SlotPermit permit)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            used--;
            waiters = released;
            released = New();
        }

        waiters.TrySetResult();
    }

    public void Dispose()
    {
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool HandOut()
    {
        if (used >= minimum && (used >= maximum || time.GetElapsedTime(lastHandedOut) < ramp || !HasRoom()))
        {
            return false;
        }

        used++;
        lastHandedOut = time.GetTimestamp();
        return true;
    }

    private bool HasRoom()
    {
        var (memory, cpu) = resources.Usage;
        return memory < targets.TargetMemoryUsage && cpu < targets.TargetCpuUsage;
    }
}
