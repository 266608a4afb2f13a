using Google.Protobuf.WellKnownTypes;
using TemporalServer.Persistence;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace TemporalServer.Engine.Runs;

/// <summary>The updates of a run, by id.</summary>
internal sealed class UpdateRegistry(WorkflowRun run)
{
    private const string RequestSuffix = "/request";

    private readonly Dictionary<string, UpdateEntry> entries = new(StringComparer.Ordinal);

    /// <summary>No update waits in memory only.</summary>
    public bool IsEmpty => entries.Values.All(static entry => entry.Stage == Stage.Completed);

    public UpdateEntry? Find(string id)
    {
        var entry = entries.GetValueOrDefault(id);
        if (entry is { Stage: Stage.Completed, Outcome: null, CompletedId: > 0 })
        {
            entry.Reach(Stage.Completed, run.History.Read(entry.CompletedId).WorkflowExecutionUpdateCompletedEventAttributes.Outcome);
        }

        return entry;
    }

    /// <summary>Admits an update; the next workflow task carries it.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">RESOURCE_EXHAUSTED or FAILED_PRECONDITION: the run has as many as it can have.</exception>
    public UpdateEntry Admit(Request request)
    {
        RequireRoom();
        var entry = new UpdateEntry(request.Meta.UpdateId, request);
        entries.Add(entry.Id, entry);
        return entry;
    }

    /// <summary>Admits an update that a reset took over from the run before, with an event.</summary>
    public void Readmit(Request request)
    {
        if (entries.ContainsKey(request.Meta.UpdateId))
        {
            return;
        }

        var item = run.History.Append(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateAdmitted,
            WorkflowExecutionUpdateAdmittedEventAttributes = new WorkflowExecutionUpdateAdmittedEventAttributes
            {
                Request = request,
                Origin = UpdateAdmittedEventOrigin.Reapply,
            },
        });
        Readmit(item);
    }

    /// <summary>Takes up an update that the history says was admitted.</summary>
    public void Readmit(HistoryEvent admitted)
    {
        var request = admitted.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        entries[request.Meta.UpdateId] = new UpdateEntry(request.Meta.UpdateId, request) { AdmittedId = admitted.EventId };
    }

    /// <summary>Hands every admitted update to the starting workflow task.</summary>
    public IEnumerable<Message> Send(long startedId)
    {
        foreach (var entry in entries.Values.Where(static entry => entry.Stage == Stage.Admitted))
        {
            entry.Request ??= run.History.Read(entry.AdmittedId).WorkflowExecutionUpdateAdmittedEventAttributes.Request;
            entry.IsSent = true;
            entry.SequencingId = startedId - 1;
            yield return new Message
            {
                Id = entry.Id + RequestSuffix,
                ProtocolInstanceId = entry.Id,
                EventId = entry.SequencingId,
                Body = Any.Pack(entry.Request),
            };
        }
    }

    /// <summary>The workflow task failed or timed out: the next one carries the updates again.</summary>
    public void TaskLost()
    {
        foreach (var entry in entries.Values)
        {
            entry.IsSent = false;
        }
    }

    /// <summary>Whether an admitted update waits for a workflow task.</summary>
    public bool NeedsTask => entries.Values.Any(static entry => entry is { Stage: Stage.Admitted, IsSent: false });

    /// <summary>Looks at what the worker says about updates before any of it is applied.</summary>
    /// <returns>Null, or why a message is refused.</returns>
    public string? Check(IEnumerable<Message> messages)
    {
        Dictionary<string, Stage> stages = [];
        foreach (var message in messages)
        {
            var id = message.ProtocolInstanceId;
            if (!entries.TryGetValue(id, out var entry))
            {
                return $"update {id} is not known to run {run.Info.RunId}";
            }

            var stage = stages.GetValueOrDefault(id, entry.Stage);
            var isResponse = message.Body.Is(Response.Descriptor);
            if (!isResponse && !message.Body.Is(Acceptance.Descriptor) && !message.Body.Is(Rejection.Descriptor))
            {
                return $"message body {message.Body.TypeUrl} is not part of the update protocol";
            }

            if (stage != (isResponse ? Stage.Accepted : Stage.Admitted))
            {
                return $"message {message.Id} does not fit update {id}, which is {stage}";
            }

            stages[id] = message.Body.Is(Acceptance.Descriptor) ? Stage.Accepted : Stage.Completed;
        }

        return null;
    }

    /// <summary>What the worker says about an update; <see cref="Check"/> has agreed.</summary>
    public void Apply(Message message)
    {
        var entry = entries[message.ProtocolInstanceId];
        if (message.Body.TryUnpack<Acceptance>(out var acceptance))
        {
            Accept(entry, acceptance);
        }
        else if (message.Body.TryUnpack<Response>(out var response))
        {
            Complete(entry, response);
        }
        else if (message.Body.TryUnpack<Rejection>(out var rejection))
        {
            entries.Remove(entry.Id);
            entry.Reach(Stage.Completed, new Outcome { Failure = rejection.Failure });
        }
    }

    /// <summary>Takes up an update of an adopted history.</summary>
    public void Restore(string id, long acceptedId, long completedId)
    {
        var entry = new UpdateEntry(id, null) { AcceptedId = acceptedId, CompletedId = completedId };
        entry.Reach(completedId > 0 ? Stage.Completed : Stage.Accepted);
        entries[id] = entry;
    }

    /// <summary>The run closed: nothing is processed any more.</summary>
    public void Closed()
    {
        foreach (var entry in entries.Values.ToArray())
        {
            if (entry.Stage == Stage.Accepted)
            {
                entry.Reach(Stage.Completed, new Outcome { Failure = ClosedBeforeCompletion() });
            }
            else if (entry.Stage == Stage.Admitted)
            {
                entries.Remove(entry.Id);
                entry.Abort(run.NextRunId.Length > 0
                    ? Faults.Unavailable("workflow operation can not be applied because workflow is closing")
                    : Faults.AlreadyCompleted());
            }
        }
    }

    public void Write(StateWriter writer)
    {
        writer.Long(entries.Values.Count(static entry => entry.IsDurable));
        foreach (var entry in entries.Values.Where(static entry => entry.IsDurable))
        {
            writer.Text(entry.Id);
            writer.Long(entry.AdmittedId);
            writer.Long(entry.AcceptedId);
            writer.Long(entry.CompletedId);
        }
    }

    public void Read(StateReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var (id, admittedId, acceptedId, completedId) = (reader.Text(), reader.Long(), reader.Long(), reader.Long());
            if (acceptedId == 0)
            {
                entries[id] = new UpdateEntry(id, null) { AdmittedId = admittedId };
            }
            else
            {
                Restore(id, acceptedId, completedId);
            }
        }
    }

    private void RequireRoom()
    {
        var inFlight = entries.Values.Count(static entry => entry.Stage != Stage.Completed);
        if (inFlight >= Limits.UpdatesInFlight)
        {
            throw Faults.TooMany($"limit on number of concurrent in-flight updates has been reached ({Limits.UpdatesInFlight})");
        }

        if (entries.Count >= Limits.Updates)
        {
            throw Faults.FailedPrecondition($"limit on number of total updates has been reached ({Limits.Updates}): continue the workflow as new");
        }
    }

    private static Failure ClosedBeforeCompletion() => new()
    {
        Message = "Workflow Update failed because the Workflow completed before the Update completed.",
        Source = "Server",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
    };

    private void Accept(UpdateEntry entry, Acceptance acceptance)
    {
        entry.AcceptedId = run.History.Append(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateAccepted,
            WorkflowExecutionUpdateAcceptedEventAttributes = new WorkflowExecutionUpdateAcceptedEventAttributes
            {
                ProtocolInstanceId = entry.Id,
                AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
                AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
                AcceptedRequest = acceptance.AcceptedRequest ?? entry.Request,
            },
        }).EventId;
        entry.Reach(Stage.Accepted);
    }

    private void Complete(UpdateEntry entry, Response response)
    {
        entry.CompletedId = run.History.Append(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateCompleted,
            WorkflowExecutionUpdateCompletedEventAttributes = new WorkflowExecutionUpdateCompletedEventAttributes
            {
                Meta = response.Meta,
                AcceptedEventId = entry.AcceptedId,
                Outcome = response.Outcome,
            },
        }).EventId;
        entry.Reach(Stage.Completed, response.Outcome);
    }
}
