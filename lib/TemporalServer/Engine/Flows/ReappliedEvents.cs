using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Variant = Temporalio.Api.Workflow.V1.PostResetOperation.VariantOneofCase;

namespace TemporalServer.Engine.Flows;

/// <summary>What others sent to a workflow after the point it is reset to: the new run receives it again.</summary>
internal static class ReappliedEvents
{
    /// <summary>Signals and updates of a run from an event on, as far as the reset asks for them. Call with the run's gate held.</summary>
    public static List<HistoryEvent> After(WorkflowRun run, long from, ResetWorkflowExecutionRequest request) =>
        [.. run.History.Read(from, run.History.NextId).Concat(run.History.Buffered).Where(item => Wanted(item, request))];

    /// <summary>Those of the runs that continued the origin, but for the latest.</summary>
    public static IEnumerable<HistoryEvent> OfRunsBetween(WorkflowEngine engine, WorkflowRun origin, ResetWorkflowExecutionRequest request)
    {
        List<HistoryEvent> all = [];
        for (var next = origin.NextRunId; next.Length > 0;)
        {
            var (run, key) = (next, RunIds.KeyOf(next) ?? 0);
            if (engine.Runs.Find(key) is not { IsOpen: false, NextRunId.Length: > 0 } between || between.Info.RunId != run)
            {
                break;
            }

            lock (between.Gate)
            {
                all.AddRange(After(between, 1, request));
                next = between.NextRunId;
            }
        }

        return all;
    }

    /// <summary>Gives a new run what was sent to those before it.</summary>
    public static void Apply(WorkflowRun run, IEnumerable<HistoryEvent> events)
    {
        foreach (var item in events)
        {
            switch (item.EventType)
            {
                case EventType.WorkflowExecutionSignaled:
                    var again = item.Clone();
                    again.EventTime = null;
                    run.SignalCount++;
                    run.SeenRequests.Add(again.WorkflowExecutionSignaledEventAttributes.RequestId);
                    run.History.Append(again);
                    break;
                case EventType.WorkflowExecutionUpdateAdmitted:
                    run.Updates.Readmit(item.WorkflowExecutionUpdateAdmittedEventAttributes.Request);
                    break;
                case EventType.WorkflowExecutionUpdateAccepted when item.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest is { } request:
                    run.Updates.Readmit(request);
                    break;
            }
        }
    }

    /// <summary>Refuses operations that could not be done once the run before has ended.</summary>
    public static void Check(IEnumerable<PostResetOperation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation.VariantCase)
            {
                case Variant.SignalWorkflow:
                    StartChecks.RequireId(operation.SignalWorkflow.SignalName, "SignalName");
                    StartChecks.RequirePayloads(operation.SignalWorkflow.Input, "Input");
                    break;
                case Variant.UpdateWorkflowOptions:
                    RunOptions.RequireMask(operation.UpdateWorkflowOptions.UpdateMask);
                    break;
                default:
                    throw Faults.InvalidArgument("A post-reset operation needs a signal or workflow options.");
            }
        }
    }

    /// <summary>Does what the caller of the reset wants done to the new run.</summary>
    public static void Apply(WorkflowRun run, IEnumerable<PostResetOperation> operations, string identity)
    {
        foreach (var operation in operations)
        {
            switch (operation.VariantCase)
            {
                case Variant.SignalWorkflow:
                    var signal = operation.SignalWorkflow;
                    Signals.Append(run, new SignalWorkflowExecutionRequest
                    {
                        SignalName = signal.SignalName,
                        Input = signal.Input,
                        Header = signal.Header,
                        Identity = identity,
                        RequestId = Guid.NewGuid().ToString(),
                    });
                    break;
                case Variant.UpdateWorkflowOptions:
                    RunOptions.Update(run, operation.UpdateWorkflowOptions.WorkflowExecutionOptions, operation.UpdateWorkflowOptions.UpdateMask, identity);
                    break;
            }
        }
    }

    private static bool Wanted(HistoryEvent item, ResetWorkflowExecutionRequest request)
    {
#pragma warning disable CS0612 // Deprecated in the protocol, yet clients send it
        var type = request.ResetReapplyType;
#pragma warning restore CS0612
        return item.EventType switch
        {
            EventType.WorkflowExecutionSignaled =>
                type != ResetReapplyType.None && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Signal),
            EventType.WorkflowExecutionUpdateAdmitted or EventType.WorkflowExecutionUpdateAccepted =>
                type is ResetReapplyType.Unspecified or ResetReapplyType.AllEligible
                && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Update),
            _ => false,
        };
    }
}
