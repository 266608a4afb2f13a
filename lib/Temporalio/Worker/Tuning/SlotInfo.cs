namespace Temporalio.Worker.Tuning;

/// <summary>Which task is in a slot.</summary>
public record SlotInfo
{
    private SlotInfo()
    {
    }

    /// <summary>A workflow task.</summary>
    /// <param name="WorkflowType">The workflow's type.</param>
    /// <param name="IsSticky">Whether it came to the queue of the runs in this worker's memory.</param>
    public record WorkflowSlotInfo(string WorkflowType, bool IsSticky) : SlotInfo();

    /// <summary>An activity.</summary>
    /// <param name="ActivityType">The activity's type.</param>
    public record ActivitySlotInfo(string ActivityType) : SlotInfo();

    /// <summary>A local activity.</summary>
    /// <param name="ActivityType">The activity's type.</param>
    public record LocalActivitySlotInfo(string ActivityType) : SlotInfo();

    /// <summary>A Nexus operation; this worker has none.</summary>
    /// <param name="ServiceHandlerType">The service.</param>
    /// <param name="OperationName">The operation.</param>
    public record NexusOperationSlotInfo(string ServiceHandlerType, string OperationName) : SlotInfo();
}
