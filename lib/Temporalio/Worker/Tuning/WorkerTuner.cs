namespace Temporalio.Worker.Tuning;

/// <summary>A tuner made of one slot supplier for each kind of task.</summary>
/// <param name="workflowTaskSlotSupplier">Slots of workflow tasks.</param>
/// <param name="activityTaskSlotSupplier">Slots of activity tasks.</param>
/// <param name="localActivitySlotSupplier">Slots of local activities.</param>
public class WorkerTuner(
    SlotSupplier workflowTaskSlotSupplier, SlotSupplier activityTaskSlotSupplier, SlotSupplier localActivitySlotSupplier)
    : IWorkerTuner
{
    /// <inheritdoc/>
    public SlotSupplier WorkflowTaskSlotSupplier { get; init; } = workflowTaskSlotSupplier;

    /// <inheritdoc/>
    public SlotSupplier ActivityTaskSlotSupplier { get; init; } = activityTaskSlotSupplier;

    /// <inheritdoc/>
    public SlotSupplier LocalActivitySlotSupplier { get; init; } = localActivitySlotSupplier;

    /// <summary>Hands out slots as long as the machine has room.</summary>
    /// <param name="targetMemoryUsage">Share of the memory that may be in use, from 0 to 1; 0.8 at most is advised.</param>
    /// <param name="targetCpuUsage">Share of the processors that may be in use, from 0 to 1.</param>
    /// <param name="workflowOptions">Bounds of the workflow task slots.</param>
    /// <param name="activityOptions">Bounds of the activity task slots.</param>
    /// <param name="localActivityOptions">Bounds of the local activity slots.</param>
    /// <exception cref="ArgumentException">A target is not between 0 and 1, or bounds contradict each other.</exception>
    public static WorkerTuner CreateResourceBased(
        double targetMemoryUsage,
        double targetCpuUsage,
        ResourceBasedSlotSupplierOptions? workflowOptions = null,
        ResourceBasedSlotSupplierOptions? activityOptions = null,
        ResourceBasedSlotSupplierOptions? localActivityOptions = null)
    {
        var tuner = new ResourceBasedTunerOptions(targetMemoryUsage, targetCpuUsage);
        return new(
            new ResourceBasedSlotSupplier(workflowOptions ?? new(), tuner),
            new ResourceBasedSlotSupplier(activityOptions ?? new(), tuner),
            new ResourceBasedSlotSupplier(localActivityOptions ?? new(), tuner));
    }

    /// <summary>Hands out a fixed number of slots of each kind.</summary>
    /// <exception cref="ArgumentException">A number is less than 1.</exception>
    public static WorkerTuner CreateFixedSize(int workflowTaskSlots, int activityTaskSlots, int localActivitySlots) => new(
        new FixedSizeSlotSupplier(workflowTaskSlots),
        new FixedSizeSlotSupplier(activityTaskSlots),
        new FixedSizeSlotSupplier(localActivitySlots));
}
