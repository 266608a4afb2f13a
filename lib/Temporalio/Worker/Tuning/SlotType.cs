namespace Temporalio.Worker.Tuning;

/// <summary>What runs in a slot.</summary>
public enum SlotType
{
    /// <summary>A workflow task.</summary>
    Workflow,

    /// <summary>An activity.</summary>
    Activity,

    /// <summary>A local activity.</summary>
    LocalActivity,

    /// <summary>A Nexus operation; this worker has none.</summary>
    NexusOperation,
}
