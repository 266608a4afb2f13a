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
        ReappliedEvents.Check(request.PostResetOperations);
        var origin = engine.Find(request.Namespace, request.WorkflowExecution).Info.Execution;
        var (runId, durable) = Reset(engine, origin, request);
        await durable.ConfigureAwait(false);
        await WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, origin), run =>
        {
            run.Touch();
            run.ResetRunId = runId;
            return true;
        }).ConfigureAwait(false);
        return new ResetWorkflowExecutionResponse { RunId = runId };
    }

    // What the chain has received up to here is read with the latest run's gate held, so that nothing acknowledged is lost
    private static (string RunId, Task Durable) Reset(WorkflowEngine engine, WorkflowExecution origin, ResetWorkflowExecutionRequest request)
    {
        lock (engine.Starts.LockOf(origin.WorkflowId))
        {
            return WorkflowEngine.Enter(() => engine.Find(request.Namespace, new WorkflowExecution { WorkflowId = origin.WorkflowId }), current =>
            {
                if (request.RequestId.Length > 0 && current.Info.RequestId == request.RequestId)
                {
                    return (current.Info.RunId, current.Durable);
                }

                var (info, events, later) = current.Info.RunId == origin.RunId
                    ? Read(engine, current, request)
                    : WorkflowEngine.Enter(() => engine.Find(request.Namespace, origin), run => Read(engine, run, request)).Result;
                if (current.Info.RunId != origin.RunId && current.Info.FirstRunId == info.FirstRunId)
                {
                    later.AddRange(ReappliedEvents.After(current, 1, request));
                }

                var next = new WorkflowRun(engine, Info(engine, info, request));
                current.Touch();
                if (current.IsOpen)
                {
                    Signals.Terminate(current, $"Workflow reset: {request.Reason}", null, request.Identity);
                }

                return Begin(next, current, origin.RunId, request, events, later);
            }).Result;
        }
    }

    private static RunInfo Info(WorkflowEngine engine, RunInfo origin, ResetWorkflowExecutionRequest request)
    {
        var key = engine.NextKey();
        var now = engine.Clock.Now.UtcTicks;
        return origin with
        {
            Key = key,
            RunId = RunIds.New(key),
            RequestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString(),
            StartTime = now,
            ExecutionTime = now,
        };
    }

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
            ReappliedEvents.Apply(run, later);
            ReappliedEvents.Apply(run, request.PostResetOperations, request.Identity);
            run.Activities.OfferAll();
            run.Children.StartAll();
            run.WorkflowTask.Schedule();
            run.Engine.Runs.Add(run);
            run.End();
            return (run.Info.RunId, run.Durable);
        }
    }

    private static (RunInfo Info, List<HistoryEvent> Events, List<HistoryEvent> Later) Read(
        WorkflowEngine engine, WorkflowRun origin, ResetWorkflowExecutionRequest request)
    {
        var finish = request.WorkflowTaskFinishEventId;
        if (finish <= 1 || finish > origin.History.NextId)
        {
            throw Faults.InvalidArgument($"Invalid WorkflowTaskFinishEventId {finish}: the run has events 1 to {origin.History.NextId - 1}.");
        }

        var events = origin.History.Read(1, finish);
        if (events[^1].EventType is not EventType.WorkflowTaskStarted and not EventType.WorkflowTaskScheduled)
        {
            throw Faults.InvalidArgument(
                $"Workflow can only be reset to a WorkflowTaskCompleted, WorkflowTaskFailed or WorkflowTaskTimedOut event; event {finish} follows {events[^1].EventType}.");
        }

        var later = ReappliedEvents.After(origin, finish, request);
        later.AddRange(ReappliedEvents.OfRunsBetween(engine, origin, request));
        return (origin.Info, events, later);
    }
}
