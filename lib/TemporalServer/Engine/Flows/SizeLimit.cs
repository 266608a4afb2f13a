using TemporalServer.Engine.Runs;

namespace TemporalServer.Engine.Flows;

/// <summary>Ends runs whose history grew beyond what can be replayed in reasonable time.</summary>
internal static class SizeLimit
{
    /// <summary>Why the run must end; null while it is within bounds.</summary>
    public static string? Exceeded(WorkflowRun run) =>
        run.History.NextId - 1 > Limits.Events ? "Workflow history count exceeds limit."
        : run.History.Size > Limits.HistoryBytes ? "Workflow history size exceeds limit."
        : null;
}
