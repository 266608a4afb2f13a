namespace Temporalio.Worker.Tuning;

/// <summary>A slot is given back. Members may be added.</summary>
/// <param name="SlotInfo">Which task was in it; null if none was.</param>
/// <param name="Permit">As handed out.</param>
public record SlotReleaseContext(SlotInfo? SlotInfo, SlotPermit Permit);
