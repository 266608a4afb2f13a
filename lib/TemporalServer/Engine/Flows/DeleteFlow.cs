using TemporalServer.Engine.Runs;
using TemporalServer.Persistence;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Deletes a run with its history; an open one is terminated first.</summary>
internal static class DeleteFlow
{
    public static async Task<DeleteWorkflowExecutionResponse> DeleteAsync(WorkflowEngine engine, DeleteWorkflowExecutionRequest request)
    {
        var (key, head) = await WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.WorkflowExecution), static run =>
        {
            if (run.IsOpen)
            {
                run.Touch();
                Signals.Terminate(run, "Delete workflow execution", null, string.Empty);
            }

            return (run.Info.Key, 0L);
        }).ConfigureAwait(false);
        if (engine.Runs.Find(key) is not { } run)
        {
            return new DeleteWorkflowExecutionResponse();
        }

        lock (run.Gate)
        {
            head = run.History.CommittedHead;
            engine.Runs.Remove(run);
        }

        await engine.Database.Writer.WriteAsync(session => Delete(session, key, head)).ConfigureAwait(false);
        return new DeleteWorkflowExecutionResponse();
    }

    private static void Delete(StorageSession session, long key, long head)
    {
        HistoryStore.Delete(session, head);
        session.Execute("DELETE FROM executions WHERE key = $0", key);
        session.Execute("DELETE FROM visibility WHERE key = $0", key);
        session.Execute("DELETE FROM current_runs WHERE key = $0", key);
    }
}
