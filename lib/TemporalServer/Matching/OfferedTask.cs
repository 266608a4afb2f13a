using TemporalServer.Engine.Runs;

namespace TemporalServer.Matching;

/// <summary>A task on offer. It may be stale by the time a worker takes it: the run decides.</summary>
/// <param name="Run">The run's key.</param>
/// <param name="Id">The workflow task's stamp, or the activity's scheduled event.</param>
/// <param name="Attempt">The stamp of the activity's attempt.</param>
/// <param name="Query">A query that goes to a worker by itself; else null.</param>
internal readonly record struct OfferedTask(long Run, long Id, int Attempt = 0, PendingQuery? Query = null);
