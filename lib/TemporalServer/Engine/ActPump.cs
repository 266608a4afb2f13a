using Microsoft.Extensions.Logging;
using TemporalServer.Engine.Flows;
using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Engine;

/// <summary>Does what runs have in their outboxes: one act of a run after another, different runs at the same time.</summary>
internal sealed partial class ActPump(WorkflowEngine engine)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly ILogger logger = engine.Logger;

    /// <summary>Works on a run's outbox until it is empty.</summary>
    public void Pump(WorkflowRun run)
    {
        lock (run.Gate)
        {
            if (run.Outbox.IsPumped || !run.Outbox.HasWork)
            {
                return;
            }

            run.Outbox.IsPumped = true;
        }

        _ = Task.Run(() => PumpAsync(run));
    }

    private async Task PumpAsync(WorkflowRun run)
    {
        while (!engine.Stopping.IsCancellationRequested)
        {
            Act act;
            lock (run.Gate)
            {
                if (run.Outbox.First is not { } first)
                {
                    run.Outbox.IsPumped = false;
                    return;
                }

                act = first;
            }

            try
            {
                await DoAsync(run, act).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The act stays in the outbox, and the other side knows it by its id: it can be tried again
            catch (Exception error)
#pragma warning restore CA1031
            {
                await PauseAsync(run, error).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(WorkflowRun run, Exception error)
    {
        if (engine.Stopping.IsCancellationRequested)
        {
            return;
        }

        if (error is not GrpcStatusException)
        {
            LogTrouble(error, run.Info.RunId);
        }

        await Task.Delay(RetryPause, engine.Clock.MachineTime, engine.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task DoAsync(WorkflowRun run, Act act) => act.Kind switch
    {
        ActKind.StartChild => StartChildAsync(run, act.EventId),
        ActKind.Signal => SignalAsync(run, act.EventId),
        ActKind.Cancel => CancelAsync(run, act.EventId),
        ActKind.NotifyParent => NotifyParentAsync(run, act.EventId),
        _ => CloseChildrenAsync(run),
    };

    private async Task StartChildAsync(WorkflowRun run, long initiatedId)
    {
        var initiated = ReadEvent(run, initiatedId);
        var attributes = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        var cause = StartChildWorkflowExecutionFailedCause.Unspecified;
        string childRunId = string.Empty;
        try
        {
            var request = ChildStart.Request(run, initiated, RequestId(run, initiatedId));
            var plan = NewRun.For(engine, StartChecks.CompleteChild(engine, request)) with
            {
                Backoff = engine.Starts.FirstBackoff(request),
                ParentNamespace = run.Info.Namespace,
                Parent = run.Info.Execution,
                ParentInitiatedId = initiatedId,
                Root = run.Info.Root ?? run.Info.Execution,
            };
            childRunId = (await engine.Starts.StartAsync(plan, eager: false).ConfigureAwait(false)).Run.Info.RunId;
        }
        catch (GrpcStatusException error) when (error.Code is GrpcStatusCode.AlreadyExists or GrpcStatusCode.NotFound or GrpcStatusCode.InvalidArgument)
        {
            cause = error.Code == GrpcStatusCode.NotFound
                ? StartChildWorkflowExecutionFailedCause.NamespaceNotFound
                : StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists;
        }

        await FinishAsync(run, evenClosed: true, () =>
        {
            if (cause == StartChildWorkflowExecutionFailedCause.Unspecified)
            {
                run.Children.Started(initiatedId, childRunId);
            }
            else
            {
                run.Children.Refused(initiatedId, cause);
            }
        }).ConfigureAwait(false);
    }

    private async Task SignalAsync(WorkflowRun run, long initiatedId)
    {
        var attributes = ReadEvent(run, initiatedId).SignalExternalWorkflowExecutionInitiatedEventAttributes;
        var cause = await TryAsync(() => WorkflowEngine.EnterAsync(() => engine.Find(attributes.Namespace, attributes.WorkflowExecution), target =>
        {
            target.RequireOpen();
            Signals.RequireRoom(target);
            target.Touch();
            Signals.Append(
                target,
                new SignalWorkflowExecutionRequest
                {
                    SignalName = attributes.SignalName,
                    Input = attributes.Input,
                    Header = attributes.Header,
                    Identity = "history-service",
                    RequestId = RequestId(run, initiatedId),
                },
                run.Info.Execution);
            return true;
        })).ConfigureAwait(false);
        await FinishAsync(run, evenClosed: false, () => ExternalResults.Signaled(run, attributes, initiatedId, (SignalExternalWorkflowExecutionFailedCause)cause)).ConfigureAwait(false);
    }

    private async Task CancelAsync(WorkflowRun run, long initiatedId)
    {
        var attributes = ReadEvent(run, initiatedId).RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        var cause = await TryAsync(() => WorkflowEngine.EnterAsync(() => engine.Find(attributes.Namespace, attributes.WorkflowExecution), target =>
        {
            target.RequireOpen();
            target.Touch();
            Signals.AppendCancel(
                target, attributes.Reason, "history-service", RequestId(run, initiatedId), run.Info.Execution, initiatedId);
            return true;
        })).ConfigureAwait(false);
        await FinishAsync(run, evenClosed: false, () => ExternalResults.CancelRequested(run, attributes, initiatedId, (CancelExternalWorkflowExecutionFailedCause)cause)).ConfigureAwait(false);
    }

    private async Task NotifyParentAsync(WorkflowRun run, long closeId)
    {
        var close = ReadEvent(run, closeId);
        await TryAsync(() => WorkflowEngine.EnterAsync(() => engine.Find(run.Info.ParentNamespace, run.Info.Parent), parent =>
        {
            if (parent.IsOpen && parent.Children.FindOpen(run.Info.ParentInitiatedId) is not null)
            {
                parent.Touch();
                parent.Children.ClosedWith(run.Info.ParentInitiatedId, run.Info.Execution, close);
            }

            return true;
        })).ConfigureAwait(false);
        await FinishAsync(run, evenClosed: false, static () => { }).ConfigureAwait(false);
    }

    private async Task CloseChildrenAsync(WorkflowRun run)
    {
        ChildWorkflow[] children;
        lock (run.Gate)
        {
            children = [.. run.Children.Open.Where(static child => child.RunId.Length > 0)];
        }

        foreach (var child in children.Where(static child => child.ClosePolicy != ParentClosePolicy.Abandon))
        {
            await TryAsync(() => WorkflowEngine.EnterAsync(() => FindChild(run, child), target =>
            {
                target.RequireOpen();
                target.Touch();
                if (child.ClosePolicy == ParentClosePolicy.RequestCancel)
                {
                    Signals.AppendCancel(target, "by parent close policy", "history-service", RequestId(run, child.InitiatedId), run.Info.Execution, child.InitiatedId);
                }
                else
                {
                    Signals.Terminate(target, "by parent close policy", null, "history-service");
                }

                return true;
            })).ConfigureAwait(false);
        }

        await FinishAsync(run, evenClosed: false, static () => { }).ConfigureAwait(false);
    }

    // The child may have continued as new: its latest run is meant, as long as it belongs to the same chain
    private WorkflowRun FindChild(WorkflowRun run, ChildWorkflow child)
    {
        var target = engine.Find(run.Info.Namespace, new WorkflowExecution { WorkflowId = child.WorkflowId });
        return target.Info.FirstRunId == child.RunId || target.Info.RunId == child.RunId ? target : throw Faults.WorkflowNotFound(child.WorkflowId);
    }

    private static async Task<int> TryAsync(Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
            return 0;
        }
        catch (GrpcStatusException error) when (error.Code is GrpcStatusCode.NotFound or GrpcStatusCode.InvalidArgument)
        {
            return error.Message.StartsWith("Namespace", StringComparison.Ordinal) ? (int)SignalExternalWorkflowExecutionFailedCause.NamespaceNotFound
                : error.Message.StartsWith("exceeded", StringComparison.Ordinal) ? (int)SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded
                : (int)SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound;
        }
    }

    private static async Task FinishAsync(WorkflowRun run, bool evenClosed, Action record)
    {
        Task durable;
        lock (run.Gate)
        {
            run.Begin();
            run.Touch();
            run.Outbox.Done();
            if (run.IsOpen || evenClosed)
            {
                record();
            }

            run.End();
            durable = run.Durable;
        }

        await durable.ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} could not act on another run; it is tried again")]
    private partial void LogTrouble(Exception error, string runId);

    private static string RequestId(WorkflowRun run, long eventId) => $"{run.Info.RunId}:{eventId}";

    private static Temporalio.Api.History.V1.HistoryEvent ReadEvent(WorkflowRun run, long id)
    {
        lock (run.Gate)
        {
            return run.History.Read(id);
        }
    }
}
