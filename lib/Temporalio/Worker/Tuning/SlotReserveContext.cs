namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is wanted for. Members may be added.</summary>
/// <param name="SlotType">What will run in it.</param>
/// <param name="TaskQueue">The worker's task queue.</param>
/// <param name="WorkerIdentity">The worker's identity.</param>
/// <param name="WorkerBuildId">The worker's build id.</param>
/// <param name="IsSticky">Whether it is for a poll of the queue of the runs in this worker's memory.</param>
public record SlotReserveContext(
    SlotType SlotType, string TaskQueue, string WorkerIdentity, string WorkerBuildId, bool IsSticky);
