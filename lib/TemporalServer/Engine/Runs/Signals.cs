using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Signals and cancellation requests, as events.</summary>
internal static class Signals
{
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the run has as many signals as it can have.</exception>
    public static void RequireRoom(WorkflowRun run)
    {
        if (run.SignalCount >= Limits.Signals)
        {
            throw Faults.InvalidArgument(
                $"exceeded workflow execution limit for signal events: {run.SignalCount} of at most {Limits.Signals}. Continue the workflow as new.");
        }
    }

    /// <summary>Delivers a signal once for each request id.</summary>
    public static void Append(WorkflowRun run, SignalWorkflowExecutionRequest request, WorkflowExecution? sender = null)
    {
        if (request.RequestId.Length > 0 && !run.SeenRequests.Add(request.RequestId))
        {
            return;
        }

        run.SignalCount++;
        run.History.AppendOrBuffer(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionSignaled,
            Links = { request.Links },
            WorkflowExecutionSignaledEventAttributes = new WorkflowExecutionSignaledEventAttributes
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Identity = request.Identity,
                Header = request.Header,
                ExternalWorkflowExecution = sender,
                RequestId = request.RequestId,
            },
        });
        run.WorkflowTask.Schedule();
    }

    /// <summary>Requests cancellation once.</summary>
    public static void AppendCancel(WorkflowRun run, string cause, string identity, string requestId, WorkflowExecution? sender = null, long senderEventId = 0)
    {
        if (run.CancelRequested)
        {
            return;
        }

        run.CancelRequested = true;
        if (requestId.Length > 0)
        {
            run.SeenRequests.Add(requestId);
        }

        run.History.AppendOrBuffer(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionCancelRequested,
            WorkflowExecutionCancelRequestedEventAttributes = new WorkflowExecutionCancelRequestedEventAttributes
            {
                Cause = cause,
                Identity = identity,
                ExternalWorkflowExecution = sender,
                ExternalInitiatedEventId = senderEventId,
            },
        });
        run.WorkflowTask.Schedule();
    }

    /// <summary>Terminates the run.</summary>
    public static void Terminate(WorkflowRun run, string reason, Payloads? details, string identity) =>
        run.Close(WorkflowExecutionStatus.Terminated, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionTerminated,
            WorkflowExecutionTerminatedEventAttributes = new WorkflowExecutionTerminatedEventAttributes
            {
                Reason = reason,
                Details = details,
                Identity = identity,
            },
        });
}
