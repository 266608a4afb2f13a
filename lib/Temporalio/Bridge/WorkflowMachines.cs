using System.Diagnostics;
using Coresdk.WorkflowActivation;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Bridge.Machines;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.Bridge;

/// <summary>
/// One run of a workflow as its history tells it: turns events into activations, and the workflow's commands into the
/// server's, and checks that the two agree.
/// </summary>
/// <param name="run">Who it is.</param>
internal sealed partial class WorkflowMachines(RunIdentity run) : IUpdateHost
{
    private readonly List<HistoryEvent> events = [];
    private readonly List<OutgoingCommand> outgoing = [];
    private readonly List<Message> messages = [];
    private readonly Dictionary<long, CommandMachine> tracked = [];
    private readonly Queue<HistoryEvent> localActivityMarkers = new();
    private readonly HashSet<string> patchesAhead = new(StringComparer.Ordinal);
    private readonly List<Message> arrivedUpdates = [];
    private readonly SdkFlags flags = new();
    private List<WorkflowActivationJob> pending = [];
    private int position;
    private long lastEventId;
    private long liveEventId;
    private Timestamp time = new();
    private uint historyLength;
    private ulong historySize;
    private bool continueAsNewSuggested;
    private bool skipVersionUpsert;

    /// <summary>The code is being led through what it already did.</summary>
    public bool IsReplaying { get; private set; } = true;

    /// <summary>A command that ends the run was issued.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>When the run began.</summary>
    public Timestamp? StartTime { get; private set; }

    /// <summary>The workflow's time.</summary>
    public Timestamp Time => time;

    /// <summary>Last event taken in; the next must follow it.</summary>
    public long LastEventId => lastEventId;

    /// <summary>What the next completed task records about this SDK.</summary>
    public SdkFlags Flags => flags;

    /// <summary>The workflow task timeout the run was started with.</summary>
    public TimeSpan TaskTimeout { get; private set; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes in more history; events that are known already are passed over.</summary>
    /// <param name="more">In order, without gaps.</param>
    /// <param name="startedEventId">Where the task at hand began; 0 when there is none, only history to replay.</param>
    /// <exception cref="HistoryGapException">Events are missing in between.</exception>
    public void Append(IEnumerable<HistoryEvent> more, long startedEventId)
    {
        foreach (var historyEvent in more)
        {
            if (historyEvent.EventId <= lastEventId)
            {
                continue;
            }

            if (historyEvent.EventId != lastEventId + 1)
            {
                throw new HistoryGapException(lastEventId, historyEvent.EventId);
            }

            lastEventId = historyEvent.EventId;
            events.Add(historyEvent);
        }

        liveEventId = startedEventId;
    }

    /// <summary>Takes in updates that came with the task at hand.</summary>
    public void Append(IEnumerable<Message> updates) => arrivedUpdates.AddRange(updates);

    /// <summary>What the workflow must do next, or null when it has done all.</summary>
    /// <exception cref="NondeterminismException">The history does not follow from the workflow's commands.</exception>
    public WorkflowActivation? Next()
    {
        while (true)
        {
            if (pending.Count > 0 || TryResolveFromMarker())
            {
                return Activation(Interlocked.Exchange(ref pending, []));
            }

            var end = TaskBoundaries.FindNext(events, position);
            if (end < 0)
            {
                ApplyTrailingCommands();
                return null;
            }

            ApplyTask(end);
        }
    }

    /// <summary>An activation that only answers a query.</summary>
    public WorkflowActivation QueryActivation(IEnumerable<WorkflowActivationJob> queries) => Activation([.. queries]);

    /// <summary>The commands to send now. They stay until an event records them.</summary>
    public List<Command> TakeCommands()
    {
        var commands = new List<Command>(outgoing.Count);
        foreach (var command in outgoing)
        {
            if (!command.Sent)
            {
                command.Sent = true;
                commands.Add(command.Proto);
                if (command.Message is { } message)
                {
                    messages.Add(message);
                }
            }
        }

        return commands;
    }

    /// <summary>The protocol messages to send now; those of commands come with <see cref="TakeCommands"/>.</summary>
    public List<Message> TakeMessages()
    {
        var taken = messages.ToList();
        messages.Clear();
        return taken;
    }

    public OutgoingCommand Send(OutgoingCommand command)
    {
        outgoing.Add(command);
        return command;
    }

    public bool Withdraw(OutgoingCommand command) => !command.Sent && outgoing.Remove(command);

    public void Notify(WorkflowActivationJob job)
    {
        ForgetResolved(job);
        pending.Add(job);
    }

    public void Track(long eventId, CommandMachine machine) => tracked[eventId] = machine;

    public void Untrack(long eventId) => tracked.Remove(eventId);

    public void SendMessage(Message message) => messages.Add(message);

    public void UpdateDone(string protocolInstanceId) => updates.Remove(protocolInstanceId);

    private WorkflowActivation Activation(List<WorkflowActivationJob> jobs) => new()
    {
        RunId = run.RunId,
        Timestamp = time,
        IsReplaying = IsReplaying,
        HistoryLength = historyLength,
        HistorySizeBytes = historySize,
        ContinueAsNewSuggested = continueAsNewSuggested,
        AvailableInternalFlags = { SdkFlags.Available },
        LastSdkVersion = flags.LastSdkVersion,
        Jobs = { jobs },
    };

    private void ApplyTask(int end)
    {
        var jobs = new JobOrder();
        for (; position <= end; position++)
        {
            Apply(events[position], jobs);
        }

        RequireAllRecorded();
        var started = events[end];
        var attributes = started.WorkflowTaskStartedEventAttributes;
        IsReplaying = started.EventId < liveEventId || liveEventId == 0;
        time = started.EventTime;
        historyLength = (uint)started.EventId;
        historySize = (ulong)attributes.HistorySizeBytes;
        continueAsNewSuggested = attributes.SuggestContinueAsNew;
        LookAhead(end + 1, jobs);
        if (!IsReplaying)
        {
            AcceptArrivedUpdates(jobs);
        }

        pending = jobs.InOrder();
        if (position == events.Count)
        {
            events.Clear();
            position = 0;
        }
    }

    private void RequireAllRecorded()
    {
        if (outgoing.Count > 0)
        {
            throw new NondeterminismException(
                $"the workflow issued {outgoing[0]}, which the history up to event {events[position - 1].EventId} does not have");
        }
    }

    /// <summary>What the code is told before it gets there: its SDK, patches, local activities and updates it will accept.</summary>
    private void LookAhead(int from, JobOrder jobs)
    {
        patchesAhead.Clear();
        for (var i = from; i < events.Count && events[i].EventType != EventType.WorkflowTaskStarted; i++)
        {
            var ahead = events[i];
            if (ahead.EventType == EventType.WorkflowTaskCompleted)
            {
                flags.Recorded(ahead.WorkflowTaskCompletedEventAttributes.SdkMetadata);
            }
            else if (ahead.EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                var accepted = ahead.WorkflowExecutionUpdateAcceptedEventAttributes;
                AddUpdate(
                    accepted.AcceptedRequest, accepted.AcceptedRequestMessageId, accepted.AcceptedRequestSequencingEventId,
                    accepted.ProtocolInstanceId, runValidator: false, jobs);
            }
            else if (ahead.EventType == EventType.MarkerRecorded)
            {
                LookAtMarker(ahead, jobs);
            }
        }
    }

    private void LookAtMarker(HistoryEvent recorded, JobOrder jobs)
    {
        var marker = recorded.MarkerRecordedEventAttributes;
        if (marker.MarkerName == Markers.LocalActivityName)
        {
            localActivityMarkers.Enqueue(recorded);
        }
        else if (marker.MarkerName == Markers.PatchName && Markers.ReadPatch(marker) is { } patch)
        {
            patchesAhead.Add(patch.Id);
            jobs.Patches.Add(new() { NotifyHasPatch = new() { PatchId = patch.Id } });
        }
    }

    private void AcceptArrivedUpdates(JobOrder jobs)
    {
        foreach (var message in arrivedUpdates)
        {
            AddUpdate(
                message.Body.Unpack<Request>(), message.Id, message.EventId, message.ProtocolInstanceId,
                runValidator: true, jobs);
        }

        arrivedUpdates.Clear();
    }

    private void AddUpdate(
        Request request, string messageId, long sequencingEventId, string instanceId, bool runValidator, JobOrder jobs)
    {
        updates[instanceId] = new(this, request, messageId, sequencingEventId, instanceId);
        jobs.AddUpdate(sequencingEventId, ActivationJobs.Update(request, instanceId, runValidator));
    }
}
