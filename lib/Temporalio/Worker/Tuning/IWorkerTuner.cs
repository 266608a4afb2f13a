namespace Temporalio.Worker.Tuning;

/// <summary>Says how many tasks of each kind a worker runs at a time.</summary>
public interface IWorkerTuner
{
    /// <summary>Slots of workflow tasks.</summary>
    SlotSupplier WorkflowTaskSlotSupplier { get; }

    /// <summary>Slots of activity tasks.</summary>
    SlotSupplier ActivityTaskSlotSupplier { get; }

    /// <summary>Slots of local activities.</summary>
    SlotSupplier LocalActivitySlotSupplier { get; }
}
