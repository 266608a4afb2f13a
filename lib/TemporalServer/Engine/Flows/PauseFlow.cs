using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Pausing whole runs: events still arrive, but no task goes to a worker.</summary>
internal static class PauseFlow
{
    public static Task<PauseWorkflowExecutionResponse> PauseAsync(WorkflowEngine engine, PauseWorkflowExecutionRequest request) =>
        WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, new WorkflowExecution { WorkflowId = request.WorkflowId, RunId = request.RunId }), run =>
        {
            run.RequireOpen();
            if (request.RequestId.Length > 0 && run.SeenRequests.Contains(request.RequestId))
            {
                return new PauseWorkflowExecutionResponse();
            }

            if (run.IsPaused)
            {
                throw Faults.FailedPrecondition("workflow is already paused.");
            }

            run.Touch();
            run.SeenRequests.Add(request.RequestId);
            run.Pause = new WorkflowExecutionPauseInfo { Identity = request.Identity, Reason = request.Reason, PausedTime = ProtoTime.ToTimestamp(run.Now) };
            Turn(run, WorkflowExecutionStatus.Paused, new HistoryEvent
            {
                EventType = EventType.WorkflowExecutionPaused,
                WorkflowExecutionPausedEventAttributes = new() { Identity = request.Identity, Reason = request.Reason, RequestId = request.RequestId },
            });
            return new PauseWorkflowExecutionResponse();
        });

    public static Task<UnpauseWorkflowExecutionResponse> UnpauseAsync(WorkflowEngine engine, UnpauseWorkflowExecutionRequest request) =>
        WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, new WorkflowExecution { WorkflowId = request.WorkflowId, RunId = request.RunId }), run =>
        {
            run.RequireOpen();
            if (request.RequestId.Length > 0 && run.SeenRequests.Contains(request.RequestId))
            {
                return new UnpauseWorkflowExecutionResponse();
            }

            if (!run.IsPaused)
            {
                throw Faults.FailedPrecondition("workflow is not paused.");
            }

            run.Touch();
            run.SeenRequests.Add(request.RequestId);
            run.Pause = null;
            Turn(run, WorkflowExecutionStatus.Running, new HistoryEvent
            {
                EventType = EventType.WorkflowExecutionUnpaused,
                WorkflowExecutionUnpausedEventAttributes = new() { Identity = request.Identity, Reason = request.Reason, RequestId = request.RequestId },
            });
            run.WorkflowTask.Resume();
            run.Activities.OfferAll();
            return new UnpauseWorkflowExecutionResponse();
        });

    private static void Turn(WorkflowRun run, WorkflowExecutionStatus status, HistoryEvent item)
    {
        run.Status = status;
        item.WorkerMayIgnore = true;
        run.History.AppendOrBuffer(item);
        run.Describe();
    }
}
