using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Resets: a new run that begins with another's history up to one of its workflow tasks.</summary>
internal static class ResetFlow
{
    public static async Task<ResetWorkflowExecutionResponse> ResetAsync(WorkflowEngine engine, ResetWorkflowExecutionRequest request)
    {
        var origin = engine.Find(request.Namespace, request.WorkflowExecution);
        var (events, later) = await ReadAsync(engine, origin, request).ConfigureAwait(false);
        Task durable;
        string runId;
        lock (engine.Starts.LockOf(origin.Info.WorkflowId))
        {
            var current = engine.Find(request.Namespace, new WorkflowExecution { WorkflowId = origin.Info.WorkflowId });
            if (request.RequestId.Length > 0 && current.Info.RequestId == request.RequestId)
            {
                return new ResetWorkflowExecutionResponse { RunId = current.Info.RunId };
            }

            (runId, durable) = Replace(engine, origin, request, events, later);
        }

        await durable.ConfigureAwait(false);
        return new ResetWorkflowExecutionResponse { RunId = runId };
    }

    private static (string RunId, Task Durable) Replace(
        WorkflowEngine engine, WorkflowRun origin, ResetWorkflowExecutionRequest request, List<HistoryEvent> events, List<HistoryEvent> later) =>
        WorkflowEngine.Enter(() => engine.Find(request.Namespace, new WorkflowExecution { WorkflowId = origin.Info.WorkflowId }), current =>
        {
            current.Touch();
            if (current.IsOpen)
            {
                Signals.Terminate(current, $"Workflow reset: {request.Reason}", null, request.Identity);
            }

            var key = engine.NextKey();
            var now = engine.Clock.Now.UtcTicks;
            var info = origin.Info with
            {
                Key = key,
                RunId = RunIds.New(key),
                RequestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString(),
                StartTime = now,
                ExecutionTime = now,
            };
            return Begin(new WorkflowRun(engine, info), current, origin.Info.RunId, request, events, later);
        }).Result;

    private static (string RunId, Task Durable) Begin(
        WorkflowRun run, WorkflowRun current, string originRunId, ResetWorkflowExecutionRequest request, List<HistoryEvent> events, List<HistoryEvent> later)
    {
        lock (run.Gate)
        {
            run.Begin();
            run.Enlist();
            current.WrittenWith(run);
            run.History.Adopt(events);
            HistoryReplay.Apply(run, events);
            run.WorkflowTask.FailForReset(
                new Failure { Message = request.Reason, Source = "Server", ResetWorkflowFailureInfo = new ResetWorkflowFailureInfo() },
                request.Identity, originRunId);
            foreach (var item in later)
            {
                run.History.Append(Again(item));
            }

            run.Activities.OfferAll();
            run.Children.StartAll();
            run.WorkflowTask.Schedule();
            run.Engine.Runs.Add(run);
            run.End();
            return (run.Info.RunId, run.Durable);
        }
    }

    private static HistoryEvent Again(HistoryEvent item)
    {
        var again = item.Clone();
        again.EventTime = null;
        return again;
    }

    private static async Task<(List<HistoryEvent> Events, List<HistoryEvent> Later)> ReadAsync(
        WorkflowEngine engine, WorkflowRun origin, ResetWorkflowExecutionRequest request)
    {
        var finish = request.WorkflowTaskFinishEventId;
        var find = () => engine.Find(request.Namespace, origin.Info.Execution);
        var all = await WorkflowEngine.EnterAsync(find, run => finish > 1 && finish <= run.History.NextId
            ? run.History.Read(1, run.History.NextId)
            : throw Faults.InvalidArgument($"Invalid WorkflowTaskFinishEventId {finish}: the run has events 1 to {run.History.NextId - 1}.")).ConfigureAwait(false);
        var cut = (int)finish - 1;
        if (all[cut - 1].EventType is not EventType.WorkflowTaskStarted and not EventType.WorkflowTaskScheduled)
        {
            throw Faults.InvalidArgument(
                $"Workflow can only be reset to a WorkflowTaskCompleted, WorkflowTaskFailed or WorkflowTaskTimedOut event; event {finish} follows {all[cut - 1].EventType}.");
        }

        var keepSignals = !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Signal);
        var later = keepSignals ? all.Skip(cut).Where(static item => item.EventType == EventType.WorkflowExecutionSignaled).ToList() : [];
        return (all.GetRange(0, cut), later);
    }
}
