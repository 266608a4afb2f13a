using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Tuning;

/// <summary>Hands out slots as long as processors and memory have room.</summary>
public sealed class ResourceBasedSlotSupplier : SlotSupplier
{
    /// <param name="options">Bounds of this kind of slot.</param>
    /// <param name="tunerOptions">When there is room; the same for all slot suppliers of a worker.</param>
    /// <exception cref="ArgumentException">A target is not between 0 and 1, or bounds contradict each other.</exception>
    public ResourceBasedSlotSupplier(ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions tunerOptions)
    {
        RequireShare(tunerOptions.TargetMemoryUsage, nameof(tunerOptions.TargetMemoryUsage));
        RequireShare(tunerOptions.TargetCpuUsage, nameof(tunerOptions.TargetCpuUsage));
        var minimum = options.MinimumSlots ?? 1;
        var maximum = options.MaximumSlots ?? ResourceSlotSource.DefaultMaximum;
        if (minimum < 1 || maximum < minimum)
        {
            throw new ArgumentException(
                $"MinimumSlots is {minimum} and MaximumSlots {maximum}; give a minimum of at least 1 and a maximum not below it.",
                nameof(options));
        }

        Options = options;
        TunerOptions = tunerOptions;
    }

    /// <summary>Bounds of this kind of slot.</summary>
    public ResourceBasedSlotSupplierOptions Options { get; }

    /// <summary>When there is room.</summary>
    public ResourceBasedTunerOptions TunerOptions { get; }

    internal override ISlotSource Open(SlotType type, ILogger logger, TimeProvider time) =>
        new ResourceSlotSource(type, Options, TunerOptions, MachineResources.Shared, time);

    private static void RequireShare(double value, string name)
    {
        if (value is not (> 0 and <= 1))
        {
            throw new ArgumentException($"{name} is {value}; it is a share, greater than 0 and at most 1.");
        }
    }
}
