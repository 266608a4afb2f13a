namespace Temporalio.Worker.Tuning;

/// <summary>A task takes up a slot. Members may be added.</summary>
/// <param name="SlotInfo">Which task.</param>
/// <param name="Permit">As handed out.</param>
public record SlotMarkUsedContext(SlotInfo SlotInfo, SlotPermit Permit);
