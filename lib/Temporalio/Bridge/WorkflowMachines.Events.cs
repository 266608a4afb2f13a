using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Bridge.Machines;

namespace Temporalio.Bridge;

/// <summary>What each event means: a job for the code, or the record of a command the code issued.</summary>
internal sealed partial class WorkflowMachines
{
    private void Apply(HistoryEvent e, JobOrder jobs)
    {
        if (TaskBoundaries.RecordsCommand(e))
        {
            Match(e);
            return;
        }

        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                StartTime = e.EventTime;
                TaskTimeout = e.WorkflowExecutionStartedEventAttributes.WorkflowTaskTimeout?.ToTimeSpan() ?? TaskTimeout;
                jobs.Initialize = ActivationJobs.Initialize(e, run.WorkflowId);
                break;
            case EventType.WorkflowExecutionSignaled:
                jobs.AddSignal(e.EventId, ActivationJobs.Signal(e));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                jobs.Others.Add(new() { CancelWorkflow = new() { Reason = e.WorkflowExecutionCancelRequestedEventAttributes.Cause } });
                break;
            case EventType.WorkflowTaskCompleted:
                flags.Recorded(e.WorkflowTaskCompletedEventAttributes.SdkMetadata);
                break;
            case EventType.WorkflowTaskFailed:
                var failed = e.WorkflowTaskFailedEventAttributes;
                if (failed.Cause == WorkflowTaskFailedCause.ResetWorkflow)
                {
                    jobs.Seed = new() { UpdateRandomSeed = new() { RandomnessSeed = RandomnessSeed.Of(failed.NewRunId) } };
                }

                break;
            default:
                Dispatch(e, jobs);
                break;
        }
    }

    private void Dispatch(HistoryEvent e, JobOrder jobs)
    {
        if (TaskBoundaries.RefersTo(e) is var target && target != 0 && tracked.TryGetValue(target, out var machine))
        {
            Debug.Assert(pending.Count == 0, "machines notify into an empty list here");
            machine.Happened(e);
            jobs.Others.AddRange(pending);
            pending.Clear();
        }
    }

    private void Match(HistoryEvent e)
    {
        if (PassesOver(e))
        {
            return;
        }

        if (outgoing.Count == 0)
        {
            throw new NondeterminismException(
                $"event {e.EventId} ({e.EventType}) has no command: the workflow's code asked for nothing more here");
        }

        var command = outgoing[0];
        if (command.Answer != e.EventType)
        {
            throw new NondeterminismException(
                $"event {e.EventId} is {e.EventType}, but the workflow issued {command}");
        }

        outgoing.RemoveAt(0);
        command.Machine.Recorded(command, e);
    }

    /// <summary>A deprecated patch may vanish from the code; its marker, and the search attribute after it, then count for nothing.</summary>
    private bool PassesOver(HistoryEvent e)
    {
        var wasSkipping = skipVersionUpsert;
        skipVersionUpsert = false;
        if (e.EventType == EventType.UpsertWorkflowSearchAttributes && wasSkipping)
        {
            return e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields.ContainsKey(Markers.VersionSearchAttribute);
        }

        if (e.EventType != EventType.MarkerRecorded
            || e.MarkerRecordedEventAttributes.MarkerName != Markers.PatchName
            || Markers.ReadPatch(e.MarkerRecordedEventAttributes) is not { Deprecated: true } patch
            || (outgoing.Count > 0 && outgoing[0].Machine is PatchMachine expected && expected.Is(patch.Id)))
        {
            return false;
        }

        skipVersionUpsert = true;
        return true;
    }

    /// <summary>Checks the last task's commands against a history that does not run the code again.</summary>
    private void ApplyTrailingCommands()
    {
        var wasCompleted = false;
        while (position < events.Count
            && (events[position].EventType == EventType.WorkflowTaskCompleted || TaskBoundaries.RecordsCommand(events[position])))
        {
            wasCompleted |= events[position].EventType == EventType.WorkflowTaskCompleted;
            Apply(events[position++], new JobOrder());
        }

        if (wasCompleted)
        {
            RequireAllRecorded();
            RequireNoneRecorded(position);
        }
    }

    /// <summary>What a task asked for follows its completion at once: no later event may record more.</summary>
    private void RequireNoneRecorded(int from)
    {
        for (var i = from; i < events.Count; i++)
        {
            if (TaskBoundaries.RecordsCommand(events[i]))
            {
                Match(events[i]);
            }
        }
    }
}
