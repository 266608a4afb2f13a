using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>How a workflow task ends.</summary>
internal sealed partial class WorkflowTaskState
{
    /// <summary>The worker answered: appends the completed event. Buffered events stay buffered until its commands are applied.</summary>
    /// <returns>The id of the completed event.</returns>
    public long Complete(WorkflowTaskCompletedEventAttributes attributes)
    {
        MakeReal();
        attributes.ScheduledEventId = ScheduledId;
        attributes.StartedEventId = StartedId;
        var completed = run.History.Append(new HistoryEvent { EventType = EventType.WorkflowTaskCompleted, WorkflowTaskCompletedEventAttributes = attributes });
        PreviousStartedId = StartedId;
        LastCompletedId = completed.EventId;
        Attempt = 1;
        Clear();
        return completed.EventId;
    }

    /// <summary>The task failed; the first failure in a row is written.</summary>
    public void Fail(WorkflowTaskFailedCause cause, Failure? failure, string identity, string newRunId = "", string baseRunId = "")
    {
        if (!IsTransient)
        {
            run.History.Append(WorkflowTaskEvents.Failed(this, new WorkflowTaskFailedEventAttributes
            {
                Cause = cause,
                Failure = failure,
                Identity = identity,
                NewRunId = newRunId,
                BaseRunId = baseRunId,
            }));
        }

        EndAttempt();
    }

    /// <summary>Takes up a completed task of an adopted history.</summary>
    public void RestoreCompleted(long startedId, long completedId)
    {
        PreviousStartedId = startedId;
        LastCompletedId = completedId;
        Clear();
    }

    /// <summary>Fails the task at which a reset cuts the adopted history.</summary>
    public void FailForReset(Failure failure, string identity, string baseRunId)
    {
        Fail(WorkflowTaskFailedCause.ResetWorkflow, failure, identity, run.Info.RunId, baseRunId);
        Attempt = 1;
    }

    /// <summary>A deadline of the task passed, or the time of a delayed attempt came.</summary>
    public void Expire()
    {
        if (dispatchDue > 0)
        {
            dispatchDue = 0;
            machineScheduled = run.MachineNow;
            run.After(new RunEffect(EffectKind.DispatchWorkflowTask, Stamp));
            return;
        }

        var wasStarted = IsStarted;
        if (!IsTransient)
        {
            run.History.Append(WorkflowTaskEvents.TimedOut(this));
        }

        StickyQueue = string.Empty;
        if (wasStarted)
        {
            run.Queries.TaskLost();
            run.Updates.TaskLost();
            EndAttempt();
        }
        else
        {
            Clear();
        }

        Schedule();
    }

    /// <summary>The server starts anew: whoever had the run cached, or the task in its own process, is no more.</summary>
    public void EndLost()
    {
        StickyQueue = string.Empty;
        IsOnSticky = false;
        if (IsStarted && IsInProcess)
        {
            Expire();
        }
    }

    private void EndAttempt()
    {
        Attempt++;
        Clear();
        if (run.History.HasBuffered)
        {
            Attempt = 1;
            run.History.Flush();
        }
    }

    private void MakeReal()
    {
        if (!IsTransient)
        {
            return;
        }

        foreach (var item in TransientEvents())
        {
            run.History.Append(item);
        }
    }
}
