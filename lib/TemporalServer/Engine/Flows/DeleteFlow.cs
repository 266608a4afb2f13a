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

    /// <summary>Deletes closed runs in one transaction, once parents and children know that they closed.</summary>
    public static async Task RemoveAsync(WorkflowEngine engine, IReadOnlyCollection<long> keys)
    {
        foreach (var key in keys)
        {
            await ToldAsync(engine, key).WaitAsync(engine.Stopping).ConfigureAwait(false);
        }

        await engine.Database.Writer.WriteAsync(session =>
        {
            foreach (var key in keys)
            {
                Delete(session, key);
            }
        }).ConfigureAwait(false);

        // Only now: whoever asked for a run before would have read it into memory again
        foreach (var run in keys.Select(engine.Runs.FindLoaded).OfType<WorkflowRun>())
        {
            lock (run.Gate)
            {
                engine.Runs.Remove(run);
            }
        }
    }

    // A run with acts left is in memory, as the pump works on it there
    private static Task ToldAsync(WorkflowEngine engine, long key)
    {
        if (engine.Runs.FindLoaded(key) is not { } run)
        {
            return Task.CompletedTask;
        }

        lock (run.Gate)
        {
            return run.Outbox.WhenEmpty();
        }
    }

    private static void Delete(StorageSession session, long key)
    {
        HistoryStore.Delete(session, (long)(session.Scalar("SELECT head FROM executions WHERE key = $0", key) ?? 0L));
        session.Execute("DELETE FROM executions WHERE key = $0", key);
        session.Execute("DELETE FROM visibility WHERE key = $0", key);
        session.Execute("DELETE FROM current_runs WHERE key = $0", key);
    }
}
