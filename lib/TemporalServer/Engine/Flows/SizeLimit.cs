using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Ends runs whose history grew beyond what can be replayed in reasonable time, and bounds what waits for a worker.</summary>
internal static class SizeLimit
{
    /// <summary>Looks at a run after a change; its gate is held and the change is being stored.</summary>
    public static void Hold(WorkflowRun run)
    {
        var reason = run.History.NextId - 1 + run.History.Buffered.Count > Limits.Events ? "Workflow history count exceeds limit."
            : run.History.Size + run.History.BufferedSize > Limits.HistoryBytes ? "Workflow history size exceeds limit."
            : null;
        if (reason is not null)
        {
            Signals.Terminate(run, reason, null, "history-service");
        }
        else if (run.History.BufferedSize > Limits.BufferedBytes && run.WorkflowTask.IsStarted)
        {
            // The worker's answer would come too late for what waits: the next task carries it
            WorkflowTaskFlow.Fail(run, WorkflowTaskFailedCause.ForceCloseCommand, null, "history-service");
        }
    }
}
