using Coresdk.ActivityResult;
using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Bridge.Machines;

namespace Temporalio.Bridge;

/// <content>The workflow's side: its commands, and its local activities.</content>
internal sealed partial class WorkflowMachines
{
    private readonly Dictionary<uint, TimerMachine> timers = [];
    private readonly Dictionary<uint, ActivityMachine> activities = [];
    private readonly Dictionary<uint, LocalActivityMachine> localActivities = [];
    private readonly Dictionary<uint, ChildWorkflowMachine> children = [];
    private readonly Dictionary<uint, SignalExternalMachine> signals = [];
    private readonly Dictionary<string, UpdateMachine> updates = new(StringComparer.Ordinal);
    private readonly HashSet<string> patches = new(StringComparer.Ordinal);

    /// <summary>Local activities whose outcome neither the history nor this worker knows yet.</summary>
    public IEnumerable<LocalActivityMachine> OpenLocalActivities =>
        localActivities.Values.Where(activity => !activity.Resolved);

    /// <summary>Local activities the workflow asked to cancel since they were last looked at.</summary>
    public List<uint> CancelledLocalActivities { get; } = [];

    /// <summary>Whether it may ask for an activity to be handed out together with the answer to a workflow task.</summary>
    public bool RequestEagerActivities { get; set; }

    /// <summary>Takes in what the workflow did in one activation.</summary>
    /// <param name="commands">In the order issued; the one that ends the run counts as the last.</param>
    public void Accept(IReadOnlyCollection<WorkflowCommand> commands)
    {
        WorkflowCommand? terminal = null;
        foreach (var command in commands)
        {
            if (!IsTerminal(command))
            {
                Accept(command);
            }
            else
            {
                terminal ??= command;
            }
        }

        if (terminal is not null && !IsFinished)
        {
            IsFinished = true;
            Accept(terminal);
        }
    }

    /// <summary>A local activity of this worker has ended.</summary>
    /// <param name="seq">Which.</param>
    /// <param name="outcome">How.</param>
    /// <param name="attempt">At which attempt, from 1.</param>
    /// <param name="runtime">How long it took, by which the workflow's time advances.</param>
    /// <exception cref="NondeterminismException">The workflow has asked for no such activity.</exception>
    public void ResolveLocalActivity(uint seq, ActivityResolution outcome, uint attempt, TimeSpan runtime)
    {
        if (!localActivities.TryGetValue(seq, out var machine))
        {
            throw new NondeterminismException($"local activity {seq} has ended, but the workflow does not wait for one of that sequence");
        }

        if (!machine.Resolved)
        {
            AdvanceTime((machine.ScheduleTime.ToDateTime() + runtime).ToTimestamp());
            machine.ResolveWith(outcome, attempt, time);
        }

        localActivities.Remove(seq);
    }

    private static bool IsTerminal(WorkflowCommand command) => command.VariantCase
        is WorkflowCommand.VariantOneofCase.CompleteWorkflowExecution
        or WorkflowCommand.VariantOneofCase.FailWorkflowExecution
        or WorkflowCommand.VariantOneofCase.CancelWorkflowExecution
        or WorkflowCommand.VariantOneofCase.ContinueAsNewWorkflowExecution;

    private void Accept(WorkflowCommand command)
    {
        var metadata = command.UserMetadata;
        switch (command.VariantCase)
        {
            case WorkflowCommand.VariantOneofCase.StartTimer:
                timers[command.StartTimer.Seq] = new(this, command.StartTimer, metadata);
                break;
            case WorkflowCommand.VariantOneofCase.ScheduleActivity:
                var activity = command.ScheduleActivity;
                activities[activity.Seq] =
                    new(this, activity, metadata, RequestEagerActivities && activity.TaskQueue == run.TaskQueue);
                break;
            case WorkflowCommand.VariantOneofCase.ScheduleLocalActivity:
                var local = command.ScheduleLocalActivity;
                localActivities[local.Seq] = new(this, local) { ScheduleTime = time };
                break;
            case WorkflowCommand.VariantOneofCase.StartChildWorkflowExecution:
                children[command.StartChildWorkflowExecution.Seq] = new(this, command.StartChildWorkflowExecution, metadata);
                break;
            case WorkflowCommand.VariantOneofCase.SignalExternalWorkflowExecution:
                signals[command.SignalExternalWorkflowExecution.Seq] = new(this, command.SignalExternalWorkflowExecution);
                break;
            case WorkflowCommand.VariantOneofCase.RequestCancelExternalWorkflowExecution:
                _ = new CancelExternalMachine(this, command.RequestCancelExternalWorkflowExecution);
                break;
            case WorkflowCommand.VariantOneofCase.SetPatchMarker:
                SetPatch(command.SetPatchMarker);
                break;
            case WorkflowCommand.VariantOneofCase.UpdateResponse:
                Respond(command.UpdateResponse);
                break;
            default:
                if (!Cancels(command))
                {
                    var (proto, answer) = SingleCommands.Translate(command);
                    _ = new SingleCommandMachine(this, proto, answer);
                }

                break;
        }
    }

    /// <summary>Cancels what the workflow asked for earlier, if the command says so; what has ended meanwhile is let be.</summary>
    private bool Cancels(WorkflowCommand command)
    {
        switch (command.VariantCase)
        {
            case WorkflowCommand.VariantOneofCase.CancelTimer:
                if (timers.Remove(command.CancelTimer.Seq, out var timer))
                {
                    timer.Cancel();
                }

                return true;
            case WorkflowCommand.VariantOneofCase.RequestCancelActivity:
                activities.GetValueOrDefault(command.RequestCancelActivity.Seq)?.Cancel();
                return true;
            case WorkflowCommand.VariantOneofCase.RequestCancelLocalActivity:
                CancelLocalActivity(command.RequestCancelLocalActivity.Seq);
                return true;
            case WorkflowCommand.VariantOneofCase.CancelChildWorkflowExecution:
                var child = command.CancelChildWorkflowExecution;
                children.GetValueOrDefault(child.ChildWorkflowSeq)?.Cancel(child.Reason);
                return true;
            case WorkflowCommand.VariantOneofCase.CancelSignalWorkflow:
                signals.GetValueOrDefault(command.CancelSignalWorkflow.Seq)?.Cancel();
                return true;
            default:
                return false;
        }
    }

    private void Respond(UpdateResponse response)
    {
        if (!updates.TryGetValue(response.ProtocolInstanceId, out var update))
        {
            throw new NondeterminismException(
                $"the workflow gave {response.ResponseCase} for update {response.ProtocolInstanceId}, which is not there or was answered before");
        }

        update.Respond(response);
    }

    private void SetPatch(SetPatchMarker patch)
    {
        if (!patches.Add(patch.PatchId) || (IsReplaying && !patchesAhead.Contains(patch.PatchId)))
        {
            return;
        }

        _ = new PatchMachine(this, patch.PatchId, patch.Deprecated);
        _ = new SingleCommandMachine(
            this,
            new()
            {
                CommandType = CommandType.UpsertWorkflowSearchAttributes,
                UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = Markers.Versions(patches) },
            },
            EventType.UpsertWorkflowSearchAttributes);
    }

    private void CancelLocalActivity(uint seq)
    {
        if (!localActivities.TryGetValue(seq, out var machine) || machine.Resolved || IsReplaying)
        {
            return;
        }

        CancelledLocalActivities.Add(seq);
        if (machine.Schedule.CancellationType != ActivityCancellationType.WaitCancellationCompleted || !machine.Started)
        {
            machine.ResolveWith(LocalActivityFailures.Cancelled(machine.Schedule), Math.Max(machine.Schedule.Attempt, 1), time);
        }
    }

    /// <summary>What is resolved can no longer be cancelled.</summary>
    private void ForgetResolved(WorkflowActivationJob job)
    {
        switch (job.VariantCase)
        {
            case WorkflowActivationJob.VariantOneofCase.FireTimer:
                timers.Remove(job.FireTimer.Seq);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveActivity when !job.ResolveActivity.IsLocal:
                activities.Remove(job.ResolveActivity.Seq);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveChildWorkflowExecution:
                children.Remove(job.ResolveChildWorkflowExecution.Seq);
                break;
            case WorkflowActivationJob.VariantOneofCase.ResolveSignalExternalWorkflow:
                signals.Remove(job.ResolveSignalExternalWorkflow.Seq);
                break;
        }
    }

    private bool TryResolveFromMarker()
    {
        if (!localActivityMarkers.TryPeek(out var recorded))
        {
            return false;
        }

        var data = Markers.ReadLocalActivity(recorded.MarkerRecordedEventAttributes);
        if (data is null || !localActivities.Remove(data.Seq, out var machine))
        {
            return false;
        }

        localActivityMarkers.Dequeue();
        if (data.CompleteTime?.ToTimestamp() is { } completeTime)
        {
            AdvanceTime(completeTime);
        }

        machine.ResolveFrom(recorded, data);
        return true;
    }

    private void AdvanceTime(Timestamp to)
    {
        if (to.CompareTo(time) > 0)
        {
            time = to;
        }
    }
}
