using TemporalServer.Engine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>What happens to a run when time passes.</summary>
internal static class TimerFlow
{
    /// <summary>A machine-time deadline of a run may have passed.</summary>
    public static void FireMachine(WorkflowEngine engine, long key)
    {
        if (engine.Runs.FindLoaded(key) is not { } run)
        {
            return;
        }

        lock (run.Gate)
        {
            run.Begin();
            if (!run.Evicted && run.MachineDue <= run.MachineNow)
            {
                run.Touch();
                if (run.WorkflowTask.NextDue <= run.MachineNow)
                {
                    run.WorkflowTask.Expire();
                }

                run.Activities.Expire();
            }

            run.End();
        }
    }

    /// <summary>A workflow-time timer of a run may be due.</summary>
    public static void FireWorkflow(WorkflowEngine engine, long key)
    {
        while (engine.Runs.Find(key) is { } run)
        {
            lock (run.Gate)
            {
                if (run.Evicted)
                {
                    continue;
                }

                run.Begin();
                if (run.WorkflowDue <= run.Now)
                {
                    run.Touch();
                    Fire(run);
                }
                else
                {
                    engine.WorkflowTimers.Expect(key, run.WorkflowDue);
                }

                run.End();
                return;
            }
        }
    }

    private static void Fire(WorkflowRun run)
    {
        if (run.Info.RunExpiration > 0 && run.Info.RunExpiration <= run.Now)
        {
            TimeOut(run);
            return;
        }

        if (run.FirstTaskDue > 0 && run.FirstTaskDue <= run.Now)
        {
            run.FirstTaskDue = 0;
            run.WorkflowTask.Schedule();
        }

        run.Timers.Expire();
        if (run.Engine.Clock.IsSkipping)
        {
            run.Activities.Expire();
        }
    }

    private static void TimeOut(WorkflowRun run)
    {
        var failure = new Failure
        {
            Message = "workflow timeout",
            Source = "Server",
            TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
        };
        var attributes = new WorkflowExecutionTimedOutEventAttributes();
        var chainOver = run.Info.ExecutionExpiration > 0 && run.Info.ExecutionExpiration <= run.Now;
        var (state, next) = chainOver ? (RetryState.Timeout, null) : Continuation.AfterFailure(run, failure);
        attributes.RetryState = state;
        attributes.NewExecutionRunId = next?.RunId ?? string.Empty;
        Continuation.Close(run, WorkflowExecutionStatus.TimedOut, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionTimedOut,
            WorkflowExecutionTimedOutEventAttributes = attributes,
        }, next);
    }
}
