using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>What became of a replay.</summary>
/// <param name="History">What was replayed.</param>
/// <param name="ReplayFailure">Why the code does not fit it; null if it does.</param>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
