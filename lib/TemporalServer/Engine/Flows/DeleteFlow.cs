using TemporalServer.Engine.Runs;
using TemporalServer.Persistence;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Deletes a run with its history; an open one is terminated first.</summary>
internal static class DeleteFlow
{
    public static async Task<DeleteWorkflowExecutionResponse> DeleteAsync(WorkflowEngine engine, DeleteWorkflowExecutionRequest request)
    {
        var key = await WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), static run =>
        {
            if (run.IsOpen)
            {
                run.Touch();
                Signals.Terminate(run, "Delete workflow execution", null, string.Empty);
            }

            return run.Info.Key;
        }).ConfigureAwait(false);
        await RemoveAsync(engine, [key]).ConfigureAwait(false);
        return new DeleteWorkflowExecutionResponse();
    }

    /// <summary>Deletes closed runs in one transaction.</summary>
    public static async Task RemoveAsync(WorkflowEngine engine, IEnumerable<long> keys)
    {
        long[] removed = [.. keys];
        foreach (var run in removed.Select(engine.Runs.Find).OfType<WorkflowRun>())
        {
            lock (run.Gate)
            {
                engine.Runs.Remove(run);
            }
        }

        await engine.Database.Writer.WriteAsync(session =>
        {
            foreach (var key in removed)
            {
                Delete(session, key);
            }
        }).ConfigureAwait(false);
    }

    private static void Delete(StorageSession session, long key)
    {
        HistoryStore.Delete(session, (long)(session.Scalar("SELECT head FROM executions WHERE key = $0", key) ?? 0L));
        session.Execute("DELETE FROM executions WHERE key = $0", key);
        session.Execute("DELETE FROM visibility WHERE key = $0", key);
        session.Execute("DELETE FROM current_runs WHERE key = $0", key);
    }
}
